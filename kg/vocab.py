"""Terms of the ontology as strings: generated from ontology/civharm.ttl by tools/generate_vocab.py."""

from enum import StrEnum
from typing import Final

ONTOLOGY_VERSION: Final = "0.1.0"

CIV: Final = "https://w3id.org/civharm/ns#"
CITO: Final = "http://purl.org/spar/cito/"
DCTERMS: Final = "http://purl.org/dc/terms/"
OA: Final = "http://www.w3.org/ns/oa#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
PROV: Final = "http://www.w3.org/ns/prov#"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
SCHEMA: Final = "https://schema.org/"
SEM: Final = "http://semanticweb.cs.vu.nl/2009/11/sem/"
SEMAPV: Final = "https://w3id.org/semapv/vocab/"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
SSSOM: Final = "https://w3id.org/sssom/"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"

PREFIXES: Final = {
    "civ": CIV,
    "cito": CITO,
    "dcterms": DCTERMS,
    "oa": OA,
    "owl": OWL,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": SCHEMA,
    "sem": SEM,
    "semapv": SEMAPV,
    "skos": SKOS,
    "sssom": SSSOM,
    "xsd": XSD,
}

# classes
CAMPAIGN: Final = CIV + "Campaign"
CLAIM: Final = CIV + "Claim"
COMMUNICATION: Final = CIV + "Communication"
DERIVATION: Final = CIV + "Derivation"
FIGURE: Final = CIV + "Figure"
INCIDENT: Final = CIV + "Incident"
REPRINT: Final = CIV + "Reprint"
RESPONSIBILITY: Final = CIV + "Responsibility"
SERIES: Final = CIV + "Series"
STATEMENT: Final = CIV + "Statement"
STRIKE: Final = CIV + "Strike"
UNNAMED_SOURCE: Final = CIV + "UnnamedSource"

# properties
P_ADDEND: Final = CIV + "addend"
P_ALLEGED_ACTOR: Final = CIV + "allegedActor"
P_ASSESSMENT_END: Final = CIV + "assessmentEnd"
P_ASSESSMENT_START: Final = CIV + "assessmentStart"
P_CERTAINTY: Final = CIV + "certainty"
P_CITING: Final = CIV + "citing"
P_CLAIM: Final = CIV + "claim"
P_CLAIM_BASIS: Final = CIV + "claimBasis"
P_COMPARED_WITH: Final = CIV + "comparedWith"
P_CONFIDENCE: Final = CIV + "confidence"
P_CUE: Final = CIV + "cue"
P_DATE_BASIS: Final = CIV + "dateBasis"
P_DATE_WORDS: Final = CIV + "dateWords"
P_EVENT_COUNT: Final = CIV + "eventCount"
P_EVIDENCE: Final = CIV + "evidence"
P_EXCLUDES: Final = CIV + "excludes"
P_EXTRACTED_BY: Final = CIV + "extractedBy"
P_FINDING: Final = CIV + "finding"
P_GRAPH_DIGEST: Final = CIV + "graphDigest"
P_IN_BLOCK: Final = CIV + "inBlock"
P_IN_SERIES: Final = CIV + "inSeries"
P_ISSUER: Final = CIV + "issuer"
P_LEADS: Final = CIV + "leads"
P_MEANS: Final = CIV + "means"
P_NEAR: Final = CIV + "near"
P_ON_BEHALF_OF: Final = CIV + "onBehalfOf"
P_OUTCOME: Final = CIV + "outcome"
P_PASSAGE: Final = CIV + "passage"
P_PERHAPS_SAME_AS: Final = CIV + "perhapsSameAs"
P_QUALIFIER: Final = CIV + "qualifier"
P_QUOTATION: Final = CIV + "quotation"
P_READ_AS: Final = CIV + "readAs"
P_REDACTED: Final = CIV + "redacted"
P_RETRIEVED: Final = CIV + "retrieved"
P_RIVAL_TO: Final = CIV + "rivalTo"
P_ROLE: Final = CIV + "role"
P_SAID_IN: Final = CIV + "saidIn"
P_SAME_AGENT_AS: Final = CIV + "sameAgentAs"
P_SAME_EVENT_AS: Final = CIV + "sameEventAs"
P_SPEAKER: Final = CIV + "speaker"
P_SPEAKER_RESOLUTION: Final = CIV + "speakerResolution"
P_SPEAKER_WORDS: Final = CIV + "speakerWords"
P_STANCE: Final = CIV + "stance"
P_SUBSET_OF: Final = CIV + "subsetOf"
P_SUBTRAHEND: Final = CIV + "subtrahend"
P_TALLY: Final = CIV + "tally"
P_TARGET: Final = CIV + "target"
P_TOLD_BY: Final = CIV + "toldBy"
P_TOPIC: Final = CIV + "topic"
P_UNIT: Final = CIV + "unit"
P_VENUE: Final = CIV + "venue"
P_VIA: Final = CIV + "via"
P_WHO: Final = CIV + "who"


class Basis(StrEnum):
    """Concepts of civ:Bases: where a value comes from."""

    INFERRED = "inferred"
    METADATA = "metadata"
    STATED = "stated"


class Block(StrEnum):
    """Concepts of civ:Blocks: parts of an article's page."""

    BODY = "body"
    CAPTION = "caption"
    HEADLINE = "headline"
    RELATED_LINK = "relatedLink"


class Certainty(StrEnum):
    """Concepts of civ:Certainties: certainty of the speaker."""

    CERTAIN = "certain"
    POSSIBLE = "possible"
    PROBABLE = "probable"


class Finding(StrEnum):
    """Concepts of civ:Findings: what comes of arithmetic over figures."""

    AGREES = "agrees"
    IMPLIED = "implied"
    UNEXPLAINED = "unexplained"


class Means(StrEnum):
    """Concepts of civ:Means: means of harm."""

    AIRSTRIKE = "airstrike"
    ARTILLERY = "artillery"
    DRONE_STRIKE = "droneStrike"
    MISSILE = "missile"
    PLANTED_EXPLOSIVES = "plantedExplosives"


class Outcome(StrEnum):
    """Concepts of civ:Outcomes: what became of a proposed identity."""

    CANDIDATE = "candidate"
    JOINED = "joined"
    REFUSED = "refused"


class Qualifier(StrEnum):
    """Concepts of civ:Qualifiers: how a number is hedged."""

    APPROXIMATELY = "approximately"
    AT_LEAST = "atLeast"
    BETWEEN = "between"
    EXACTLY = "exactly"
    LESS_THAN = "lessThan"
    MORE_THAN = "moreThan"
    UP_TO = "upTo"


class Quotation(StrEnum):
    """Concepts of civ:Quotations: ways of giving the words."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"
    NARRATED = "narrated"


class Resolution(StrEnum):
    """Concepts of civ:SpeakerResolutions: how a speaker was found."""

    ANAPHOR = "anaphor"
    NAMED = "named"
    VOICE_OF_THE_ARTICLE = "voiceOfTheArticle"


class Stance(StrEnum):
    """Concepts of civ:Stances: stances."""

    ACKNOWLEDGES = "acknowledges"
    ASKS = "asks"
    ASSERTS = "asserts"
    CONDEMNS = "condemns"
    DECLINES_TO_COMMENT = "declinesToComment"
    DENIES = "denies"
    DISPUTES = "disputes"
    DOES_NOT_CONFIRM = "doesNotConfirm"
    DOUBTS = "doubts"
    INVESTIGATES = "investigates"
    LEAVES_OPEN = "leavesOpen"
    OPPOSES = "opposes"
    PARTLY_ACKNOWLEDGES = "partlyAcknowledges"
    REPORTS = "reports"
    RETRACTS = "retracts"
    SUPPORTS = "supports"


class Tally(StrEnum):
    """Concepts of civ:Tallies: kinds of tally."""

    ADDITION = "addition"
    ADJUSTMENT = "adjustment"
    CUMULATIVE = "cumulative"
    ONE_EVENT = "oneEvent"
    PERIOD = "period"
    STANDING = "standing"
    WITHDRAWAL = "withdrawal"


class Topic(StrEnum):
    """Concepts of civ:Topics: topics of other claims."""

    APPEAL = "appeal"
    HUMAN_SHIELDS = "humanShields"
    INVESTIGATION = "investigation"
    LAWFULNESS = "lawfulness"
    METHODOLOGY = "methodology"
    OPERATIONS = "operations"
    OTHER_TOPIC = "otherTopic"
    PRECAUTIONS = "precautions"


class Unit(StrEnum):
    """Concepts of civ:Units: what is counted."""

    ALLEGATIONS = "allegations"
    CIVILIANS_DISPLACED = "civiliansDisplaced"
    CIVILIANS_HARMED = "civiliansHarmed"
    CIVILIANS_INJURED = "civiliansInjured"
    CIVILIANS_KILLED = "civiliansKilled"
    CIVILIANS_TREATED = "civiliansTreated"
    COMBATANTS_KILLED = "combatantsKilled"
    CREDIBLE_ALLEGATIONS = "credibleAllegations"
    DETAINED = "detained"
    DISPLACED = "displaced"
    HARMED = "harmed"
    INJURED = "injured"
    KILLED = "killed"
    MISSING = "missing"
    OPEN_ALLEGATIONS = "openAllegations"
    PRESENT = "present"
    STRIKES = "strikes"
    TRAPPED = "trapped"
    TREATED = "treated"


class Venue(StrEnum):
    """Concepts of civ:Venues: venues."""

    BRIEFING = "briefing"
    INTERVIEW = "interview"
    REPORT = "report"
    WRITTEN_STATEMENT = "writtenStatement"


class Verdict(StrEnum):
    """Concepts of civ:Verdicts: a reviewer's verdict."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"


BROADER: Final = {
    "acknowledges": "supports",
    "addition": "adjustment",
    "asks": "leavesOpen",
    "asserts": "supports",
    "civiliansDisplaced": "displaced",
    "civiliansHarmed": "harmed",
    "civiliansInjured": "injured",
    "civiliansKilled": "killed",
    "civiliansTreated": "treated",
    "combatantsKilled": "killed",
    "credibleAllegations": "allegations",
    "declinesToComment": "leavesOpen",
    "denies": "opposes",
    "disputes": "opposes",
    "doesNotConfirm": "leavesOpen",
    "doubts": "opposes",
    "droneStrike": "airstrike",
    "investigates": "leavesOpen",
    "openAllegations": "allegations",
    "partlyAcknowledges": "supports",
    "reports": "supports",
    "retracts": "opposes",
    "withdrawal": "adjustment",
}
