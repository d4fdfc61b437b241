"""Forms of address of all parts of the world: the name is what stands behind them."""

import pytest

from statements.extraction import read_article

BEFORE = "Boats come to Lissel\n\n4 May 2021\n\nThe boats came in on Monday, and the crews went home to their families in the old town.\n\n"
FORMS = (
    "Hajiya; Hajia; Alhaji; Alhaja; Chief; High Chief; Otunba; Oba; Prince; Barrister; Engr.; Engr. Dr.; "
    "Surv.; Mallam; Malam; Comrade; Evang.; Nana; Togbe; Emir; Mzee; Mwalimu; Ndugu; Bwana; Ustadh; Ustaz; Sheikh; "
    "Eng.; Hon.; Hon; Hon'ble; Hon. Dr.; Hon. Mr.; Owek.; Ato; Woizero; Weizero; Sayyid; Sayed; Sayyed; HRH; "
    "H.R.H.; H.H.; HH; H.E.; HE; H.E. Dr.; HE Dr; H.E. Mr.; His Excellency; Her Excellency; His Highness; Hajj; "
    "Hojjatoleslam; Hojatoleslam; Ayatollah; Grand Ayatollah; Shri; Shree; Smt.; Smt; Kumari; Thiru; Tmt.; Pandit; "
    "Maulana; Maulvi; Moulvi; Mufti; Janab; Sardar; Begum; Nawab; Brig (Retd); Lt Gen (retd); Maj Gen (Retd); "
    "Brig. (retd.); Col (rtd); Ven.; Rev.; Rev. Dr.; Prof.; Prof. Dr.; Advocate; Adv.; Datuk; Datuk Seri; "
    "Datuk Seri Dr; Dato' Sri; Dato' Seri; Dato Seri; Dato Sri; Datuk Wira; Datuk Patinggi; Tan Sri; Puan Sri; "
    "Tun; Tun Dr; Toh Puan; Datin; Datin Seri; Datin Paduka; Haji; Hajah; Hj; Ustazah; Encik; Cik; Pehin; Awang; "
    "Dayang; Bapak; Pak; Ibu; Kyai; KH; Khun; Samdech; Oknha; U; Daw; Ko; Thakin; Atty.; Ratu; Adi; Afioga; Tofa; "
    "Susuga; Lord; Rt Hon; Rt. Hon.; The Rt Hon; Right Honourable; Hon Dr; Herr; Frau; Dr; Dr.; Mag.; Ing.; Mgr.; "
    "JUDr.; MUDr.; Dott.; Dott.ssa; Avv.; Señor; Señora; Don; Doña; Sr.; Sra.; Lic.; Dom; Dona; Mme; Mme.; Mlle; "
    "Maître; Monseigneur; Abbé; Baron; Baroness; Count; Countess; Viscount; Viscountess; Lady; Dame; Sir; Cllr; "
    "Cllr.; Fr.; Sister; Brother; Rear Admiral; Rear-Admiral; Vice Admiral; Vice-Admiral; Air Commodore; "
    "Air Chief Marshal; Air Marshal; Air Vice Marshal; Wing Commander; Wing Cdr; Group Captain; Squadron Leader; "
    "Flight Lieutenant; Major General; Major-General; Maj. Gen.; Maj Gen; Lieutenant General; Lt. Gen.; Lt Gen; "
    "Lt-Gen; Lieutenant-Colonel; Lt. Col.; Lt Col; Brigadier General; Brig. Gen.; Brig Gen; Warrant Officer; "
    "Chief Superintendent; Detective Inspector; Sub-Lieutenant; Chief Inspector; Staff Sergeant; Master Sergeant; "
    "Petty Officer; Colonel General; Col. Gen.; Army General; Field Marshal; Gen; Gen (Retd); Arq.; Emb.; Justice; "
    "Mr Justice; Mr. Justice; Lady Justice; Chief Justice; Judge; Magistrate; Ms.; Mx; Mx.; Miss; Archbishop; "
    "Metropolitan; Patriarch; Cardinal; Rabbi; Chief Rabbi; Imam; Sheikha; Emeritus Professor; Assoc. Prof.; "
    "Associate Professor; Asst. Prof.; Assistant Professor; Ambassador; Amb.; Ambassador Dr; Envoy; Special Envoy; "
    "Captain; Capt.; Commandant; Comdt.; Cde; Cde.; Comrade General; Lt; Cpl; Sgt; Sgt. Maj.; "
)
SENTENCES = [
    "{} Tano Belmark said the boats were late.",
    '"The boats are late," {} Tano Belmark told reporters.',
    "Ports Minister {} Tano Belmark said the boats were late.",
    "The minister for ports, {} Tano Belmark, said the boats were late.",
    "Also at the quay, {} Tano Belmark of the Lissel port board said the boats were late.",
]


@pytest.mark.parametrize("form", [form.strip() for form in FORMS.split(";") if form.strip()])
def test_a_form_of_address_is_no_part_of_the_name(form: str) -> None:
    for sentence in SENTENCES:
        record = read_article(BEFORE + sentence.format(form), "a")
        assert [quote.speaker for quote in record.quotes] == ["Tano Belmark"], sentence


@pytest.mark.parametrize(
    "name",
    [
        *(
            "Sri Belmark",
            "Don Belmark",
            "Adi Belmark",
            "Oba Belmark",
            "Ko Belmark",
            "Nana Belmark",
        ),
        *("Sri Ayu Belmark", "Wira Belmark", "Rear Belmark", "Grace Chief"),
    ],
)
def test_what_may_be_a_given_name_is_one_before_a_single_name(name: str) -> None:
    record = read_article(f"{BEFORE}{name} said the boats were late.", "a")
    assert [quote.speaker for quote in record.quotes] == [name]


@pytest.mark.parametrize(
    "form", ["Hajiya", "Mzee", "Ustaz", "Engr.", "Rt Hon", "Dato' Sri", "Rear Admiral", "Brig (Retd)"]
)
def test_who_was_named_in_full_is_meant_by_form_and_surname(form: str) -> None:
    text = f"{BEFORE}Ports chief {form} Tano Belmark came to the quay.\n\n{form} Belmark said the boats were late."
    assert [quote.speaker for quote in read_article(text, "a").quotes] == ["Tano Belmark"]
