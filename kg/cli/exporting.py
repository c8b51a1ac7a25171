"""The commands that write a store to files for others, and hold such files against their manifest."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import DEFAULT_STORE, Store
from kg.cli.talk import say, visible
from kg.errors import ExportError, PackageError, ProfileError

_DEFAULT_FORMS = "trig,sssom.tsv,csv"


class Profile(StrEnum):
    """For whom an export is."""

    PARTNER = "partner"


class Coarse(StrEnum):
    """How finely places are told."""

    REGION = "region"
    COUNTRY = "country"


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    app.command()(export)


def export(
    target: Annotated[
        str,
        typer.Argument(
            metavar="FILE|FOLDER/",
            help="Ends in .ttl .trig .nt .nq .jsonld .sssom.tsv .csv, or these .gz; with a slash: a package.",
        ),
    ],
    store: Store = DEFAULT_STORE,
    forms: Annotated[
        str | None,
        typer.Option("--as", metavar="FORMS", help=f"Forms of a package; without: {_DEFAULT_FORMS}"),
    ] = None,
    incident: Annotated[
        str | None, typer.Option("--incident", help="Only what is said of one event: IRI or DATE[@PLACE].")
    ] = None,
    article: Annotated[
        str | None, typer.Option("--article", help="Only one article: file name, key or IRI.")
    ] = None,
    manifest: Annotated[
        bool, typer.Option("--manifest", help="Also FILE.manifest.json, which kg verify FILE reads.")
    ] = False,
    key: Annotated[
        Path | None,
        typer.Option("--sign", metavar="KEY", help="Sign the manifest: ssh-keygen with this key."),
    ] = None,
    profile: Annotated[
        Profile | None, typer.Option("--profile", help="Leave out what a partner is not told.")
    ] = None,
    people: Annotated[
        Path | None,
        typer.Option("--leave-out", metavar="FILE", help="People to leave out: a name or IRI on each line."),
    ] = None,
    coarsen: Annotated[
        Coarse | None, typer.Option("--coarsen", help="Tell places by the region or country that holds them.")
    ] = None,
) -> None:
    """Write the graph to a file, or a package with a manifest: the same store gives the same bytes."""
    from kg.cli.named import find_key
    from kg.export import Level, choose, export_chosen, export_package, export_with_manifest, read_people
    from kg.export import Profile as ForPartner
    from kg.queries.events import find_event
    from kg.store import open_store

    is_package = forms is not None or target.endswith(("/", "\\")) or Path(target).is_dir()
    if key is not None and not is_package:
        manifest = True
    if profile is None and (people is not None or coarsen is not None):
        raise ProfileError("--leave-out and --coarsen are parts of a profile; add --profile partner")
    asked = None
    if profile is not None:
        level = None if coarsen is None else Level(coarsen.value)
        asked = ForPartner(() if people is None else read_people(people), level)
    with open_store(store, read_only=True) as opened:
        event = None if incident is None else find_event(opened, incident)
        text = None if article is None else find_key(opened, article)
        chosen = choose(opened, incident=event, article=text, profile=asked)
        for line in chosen.withheld.unfound if chosen.withheld is not None else ():
            say(f"warning: {people}, line {line}: this name stands nowhere in the export; is it spelt so?")
        if is_package:
            made = export_package(chosen, target, _listed(forms or _DEFAULT_FORMS), key=key)
        elif manifest:
            made = export_with_manifest(chosen, target, key=key)
        else:
            export_chosen(chosen, target)
            say(f"{target}: {Path(target).stat().st_size:,} bytes")
            return
    files = ", ".join(f"{file.name} ({file.size:,} bytes)" for file in made.files)
    say(f"{target}: {files}; check it with: kg verify {target}")


def verify_exported(package: Path | None, signers: Path | None) -> None:
    """Hold a package against its manifest; exit code 1 where something differs."""
    from kg.export import verify_package

    if package is None:
        raise PackageError("--signers is for a package; name it: kg verify PACKAGE --signers FILE")
    found = verify_package(package, signers=signers)
    for fault in found.faults:
        print(visible(str(fault)))
    if found.faults:
        faults = "1 fault" if len(found.faults) == 1 else f"{len(found.faults)} faults"
        say(f"{faults} in {package}; see: kg errors package")
        raise typer.Exit(1)
    assert found.manifest is not None
    files = len(found.manifest.files)
    say(f"{'1 file' if files == 1 else f'{files} files'}: every byte is the one that the manifest tells of.")
    if found.signer is not None:
        say(f"signed by {visible(found.signer)}")
    elif found.is_signed:
        say("note: a signature lies there and was not checked; name who may sign: --signers FILE")
    else:
        say("note: not signed; who can change a file of it can change the manifest to fit")
    if found.manifest.is_altered:
        say("note: names were taken out before it was made; civ:redacted tells where")


def _listed(forms: str) -> Sequence[str]:
    found = [form.strip().removeprefix(".") for form in forms.split(",")]
    if not all(found):
        raise ExportError(f"--as {forms}: a form is empty; write for example --as ttl,nq.gz,csv")
    return found
