"""Invented paragraphs in the styles of those who report: wires, ministries, monitors, local papers."""

PARAGRAPHS = (
    "RAQQA, Syria (Sample Wire) - An air strike killed at least 12 people in Raqqa on 3 May "
    '2017, the "White Hands" group said. Two of the dead were children, it added.',
    "Colonel Adam Reyes, a spokesman for the coalition, denied that its jets had bombed the "
    'market. "We did not strike that building," he told reporters on Thursday. "We have no '
    'reports of civilian casualties in the area."',
    "More than 40 people, including seven children, were wounded, according to the mayor, Omar "
    "Khalid, who blamed the army for the attack – the second in a week.",
    'The Ministry of Defence said it was "aware of the reports" but did not confirm any deaths.'
    " Its aircraft had carried out three strikes near Mosul that night, the ministry's "
    "statement said.",
    "'We did not strike the school,' the minister said on Monday, calling the report 'a lie'. "
    "Residents said that the school had been hit twice, killing nine pupils.",
    "The coalition's total since 2014 is at least 352 civilians – without the deaths of 17 "
    "March. The Sample Observatory puts the toll at 1,200 to 1,500.",
    'Dr. Lina Haddad, who works at the hospital, said: "We received 17 bodies. Nine were '
    'women... and three could not be identified." She did not know who had fired the missiles.',
    "Low-flying warplanes bombed a school near Mosul on Tuesday, killing eight people, a claim "
    "strongly denied by the army. Rebels shelled the town's main market an hour later – 5 "
    "people died and 14 were hurt.",
    "The U.S. military acknowledged that one of its drones had struck a house in Mosul on 17 "
    "March 2017, and said it was investigating whether civilians had been killed. A U.S. "
    'official, who asked not to be named, put the number of dead at "between 15 and 20".',
    'Amnesty International said in a report on Wednesday that the strike "may amount to a war '
    'crime". The group said it had spoken to 23 survivors, but the army rejected its findings '
    "as baseless.",
    "A car bomb killed 31 people in Baghdad on 2 July 2016, police and medics said. Islamic "
    "State claimed responsibility for the attack. No one could say how many were still missing.",
    "The mayor said the shelling had been caused by government forces, which the army denies. "
    '"They always say so," said Khalid, whose brother died in the attack, "and nobody believes '
    'them."',
)
