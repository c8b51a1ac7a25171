"""The names of one body or place are one, and its parts are its kin."""

import pytest

from kg.registry import load_registry

REGISTRY = load_registry()


@pytest.mark.parametrize(
    ("row_id", "names"),
    [
        ("org/cjtf-oir", "US-led coalition|Operation Inherent Resolve|CJTF-OIR|coalition against ISIS"),
        ("org/islamic-state", "IS|ISIS|ISIL|Daesh|Islamic State of Iraq and al-Sham"),
        ("org/is-khorasan", "ISKP|ISIS-K|IS-Khorasan"),
        ("org/israeli-military", "IDF|Israel Defense Forces|Israel Defence Forces|Israeli army"),
        ("org/houthis", "Ansar Allah|Houthi rebels|Huthis"),
        (
            "org/saudi-led-coalition",
            "Arab coalition|Saudi-led alliance|Coalition to Restore Legitimacy in Yemen",
        ),
        ("org/rapid-support-forces", "Rapid Support Forces|Sudanese Rapid Support Forces"),
        ("org/sudanese-military", "Sudanese Armed Forces|Sudan's army|Sudanese army"),
        ("org/congolese-military", "FARDC|DR Congo's army|Congolese forces"),
        ("org/rwandan-military", "Rwanda Defence Force|Rwandan troops"),
        ("org/malian-military", "FAMa|Malian Armed Forces|Mali's army"),
        ("org/jnim", "JNIM|Group for the Support of Islam and Muslims"),
        ("org/myanmar-government", "State Administration Council|Myanmar's junta|Myanmar junta"),
        ("org/tnla", "TNLA|Ta'ang National Liberation Army"),
        ("org/kenyan-military", "KDF|Kenya Defence Forces|Kenyan forces"),
        ("org/eritrean-military", "Eritrean Defence Forces|Eritrean troops"),
        ("org/azerbaijani-military", "Azeri forces|Azerbaijan's army"),
        ("org/artsakh-defence-army", "Karabakh army|Nagorno-Karabakh Defence Army"),
        ("org/filipino-military", "Armed Forces of the Philippines|Philippine military"),
        ("org/indian-foreign-ministry", "India's Ministry of External Affairs|Ministry of External Affairs"),
        (
            "org/state-emergency-service-of-ukraine",
            "Ukraine's State Emergency Service|Ukrainian emergency service",
        ),
        ("org/kharkiv-regional-military-administration", "Kharkiv Oblast Military Administration"),
        (
            "org/gaza-health-ministry",
            "Hamas-run health ministry|Ministry of Health in Gaza|Gaza's health ministry",
        ),
        ("org/farc", "FARC|Revolutionary Armed Forces of Colombia"),
        ("org/haitian-national-police", "Haiti's National Police|Haitian police"),
        ("org/yugoslav-army", "Yugoslav army|Yugoslav forces"),
        ("org/the-new-humanitarian", "The New Humanitarian|IRIN News"),
        ("place/zaporizhzhia-nuclear-power-plant", "ZNPP|Zaporizhzhia nuclear plant"),
        ("place/al-quriyah", "al-Quria|Quriya"),
        ("place/tal-al-sultan", "Tel al-Sultan|Tal as-Sultan"),
    ],
)
def test_the_names_of_a_row_are_one(row_id: str, names: str) -> None:
    for name in names.split("|"):
        row = REGISTRY.find(name)

        assert row is not None, name
        assert row.id == row_id, name


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("israeli-government", "israeli-military"),
        ("israeli-government", "cogat"),
        ("us-government", "us-central-command"),
        ("hamas", "al-qassam-brigades"),
        ("palestinian-islamic-jihad", "al-quds-brigades"),
        ("hezbollah", "radwan-force"),
        ("russian-government", "black-sea-fleet"),
        ("russian-defence-ministry", "africa-corps"),
        ("ukrainian-government", "kherson-regional-military-administration"),
        ("ukrainian-military", "general-staff-of-ukraine"),
        ("iraqi-security-forces", "iraqi-counter-terrorism-service"),
        ("popular-mobilization-forces", "kataib-hezbollah"),
        ("syrian-democratic-forces", "ypg"),
        ("houthis", "houthi-health-ministry"),
        ("taliban", "taliban-defence-ministry"),
        ("afghan-security-forces", "afghan-military"),
        ("islamic-state", "iswap"),
        ("islamic-state", "is-mozambique"),
        ("al-qaeda", "jnim"),
        ("tplf", "tigray-defense-forces"),
        ("congo-river-alliance", "m23"),
        ("karen-national-union", "karen-national-liberation-army"),
        ("three-brotherhood-alliance", "arakan-army"),
        ("national-unity-government-myanmar", "mandalay-pdf"),
        ("united-nations", "minusca"),
        ("ohchr", "un-ffm-sudan"),
        ("nato", "kfor"),
        ("canadian-armed-forces", "canadian-government"),
    ],
)
def test_parts_and_wholes_are_kin(a: str, b: str) -> None:
    assert REGISTRY.related(f"org/{a}", f"org/{b}")


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("rapid-support-forces", "sudanese-military"),
        ("houthi-government", "yemeni-government"),
        ("taliban-government", "afghan-government"),
        ("syrian-national-army", "syrian-military"),
        ("national-unity-government-myanmar", "myanmar-government"),
        ("m23", "congolese-military"),
        ("artsakh-defence-army", "azerbaijani-military"),
        ("civilian-joint-task-force", "cjtf-oir"),
        ("allied-democratic-forces", "australian-defence-force"),
        ("gaza-health-ministry", "israeli-health-ministry"),
    ],
)
def test_adversaries_and_namesakes_are_no_kin(a: str, b: str) -> None:
    assert not REGISTRY.related(f"org/{a}", f"org/{b}")
