"""The Finnish words of the page, and the Finnish for Gradio's own words.

What an answer says is worded in `assistant.rendering`; here is what stands around it.
"""

from __future__ import annotations

from assistant.answer_records import CallStatus

NAME = "Teemahaku"
TAGLINE = "Vastauksia julkishallinnon uutiskirjeistä"
DESCRIPTION = (
    "Kysy suomeksi uutiskirjeiden teemoista, rahoitushauista ja yhteyshenkilöistä. "
    "Jokaisesta vastauksesta näet, mihin uutiskirjeen kohtaan se perustuu."
)
NEEDS_SCRIPT = "Teemahaku tarvitsee toimiakseen JavaScriptin. Salli se selaimesi asetuksista ja lataa sivu uudelleen."
LOGIN = "Kirjaudu sisään ylläpitäjän antamilla tunnuksilla."
LOGIN_WRONG = "Käyttäjätunnus tai salasana on väärä."
LOGIN_TOO_OFTEN = "Liian monta yritystä. Yritä uudelleen viiden minuutin kuluttua."
LOGIN_BACK = "Takaisin Teemahakuun"
LOGIN_LOST = "Palvelimeen ei saatu yhteyttä. Yritä hetken kuluttua uudelleen."
LOGIN_NEEDED = "Kirjaudu ensin sisään."
LOGIN_LINK = "Kirjaudu ylläpitoon"
LOGGED_IN = "Olet kirjautunut tunnuksella {user}."
LOG_OUT = "Kirjaudu ulos"
NO_PAGE = "Sivua ei ole."
TOO_LONG = "Lähetys on liian suuri: kerralla otetaan vastaan enintään {size} Mt."
NOT_UNDERSTOOD = "Pyyntöä ei ymmärretty."
NO_FILES = "Tiedostoja ja verkko-osoitteita ei oteta vastaan tätä kautta."
OTHER_SITE = "Pyyntö tuli toiselta sivustolta, eikä sitä hyväksytä."

TAB_CHAT = "Keskustelu"
TAB_CONTACTS = "Yhteystiedot"
TAB_CALLS = "Haut"
TAB_SOURCES = "Lähteet"
TAB_CHANGES = "Muutokset"
TAB_CORPUS = "Aineisto"

# --- Muutokset
ISSUE = "Uutiskirjeen numero"
CHANGE = "Muutos"
CHANGED = "Mitä muuttui"

# --- Keskustelu
QUESTION = "Kysymyksesi"
QUESTION_HINT = "Kirjoita kysymys"
ASK = "Kysy"
CLEAR = "Tyhjennä keskustelu"
EXPORT_CHAT = "Tallenna keskustelu"
CHAT_FILE = "keskustelu.md"
EXAMPLES = "Kokeile esimerkiksi näitä"
SUGGESTIONS = "Jatkokysymyksiä"
PENDING = "Haetaan vastausta…"
CLEARED = "Keskustelu on tyhjennetty."
NO_QUESTION = "Kirjoita kysymys."
FAILED = "Vastaaminen ei onnistunut. Yritä hetken kuluttua uudelleen."
TAKE_ALONE = "Kysy ilman aiempia kysymyksiä"
UNDERSTOOD = "Tulkitsin kysymyksen jatkoksi edelliseen."
UNDERSTOOD_TOPIC = "Tulkitsin kysymyksen koskevan aihetta ”{topic}”."
UNDERSTOOD_PERSON = "Tulkitsin kysymyksen koskevan henkilöä {name}."
SOURCES = "Lähteet"
SOURCE = "Lähde"
OPEN_SECTION = "Avaa koko osio"
HIDDEN_EMAIL = "Sähköpostiosoite on uutiskirjeessä piilotettu"
NO_EMAIL = "Sähköpostiosoitetta ei kerrota"
NO_PHONE = "Puhelinnumeroa ei kerrota"
SAVE_CONTACT = "Tallenna yhteystieto"
SAVE_CALL = "Lisää kalenteriin"
COPY = "Kopioi vastaus lähteineen"
COPIED = "Vastaus on kopioitu leikepöydälle."
COPY_FAILED = "Kopiointi ei onnistunut."
GOOD = "Auttoi"
BAD = "Ei auttanut"
WHY = "Miksi? (vapaaehtoinen)"
SEND_WHY = "Lähetä"
RATED = "Kiitos palautteesta."

# --- the other tabs
ALL = "Kaikki"
SEARCH = "Hae"
NAME_OR_TOPIC = "Nimi tai aihe"
OFFICE = "Organisaatio"
GROUP = "Teemaryhmä"
NEWSLETTER = "Uutiskirje"
PERSON = "Henkilö"
TOPICS = "Teemat"
TOPIC = "Teema"
PHONE = "Puhelin"
EMAIL = "Sähköposti"
EMAIL_HIDDEN = "piilotettu"
CALL = "Haku"
STATUS = "Tilanne"
TIME = "Hakuaika"
STATUS_DAY = "Tilanne päivänä"
DAY_FORM = "pp.kk.vvvv"
WRONG_DAY = "Päivää ei ymmärretty. Kirjoita se muodossa pp.kk.vvvv, esimerkiksi 31.12.2022."
CSV_FILE = "Lataa taulukko (CSV)"
VCARD_FILE = "Lataa yhteystiedot (vCard)"
ICS_FILE = "Lataa kalenteriin (.ics)"
NOTHING = "Ehdoilla ei löytynyt mitään."
SOURCE_QUERY = "Hae uutiskirjeiden teksteistä"
BROWSE = "Selaa uutiskirjeitä ja osioita"
COPY_LINK = "Kopioi linkki tähän osioon"
LINK_COPIED = "Linkki on kopioitu leikepöydälle."
LINK_ABOVE = "Kopiointi ei onnistunut. Linkki on selaimen osoiterivillä."
SECTION_UNKNOWN = "Osiota ei ole tässä aineistossa. Se on voitu poistaa, tai linkki on puutteellinen."
INTRODUCTION = "Johdanto"

# Gradio has these words in English, or no Finnish for them.
GRADIO_FINNISH: dict[str, str] = {
    "common.download_all": "Lataa kaikki",
    "common.progress": "Edistyminen",
    "common.run": "Suorita",
    "status.queue_position": "Jonossa: {position}/{size}",
    "dropdown.dropdown": "Valikko",
}

# Words that Gradio's page writes without its dictionary: as they are, and in Finnish.
SCREEN_FINNISH: dict[str, str] = {
    "Connection to the server was lost. Attempting reconnection...": "Yhteys palvelimeen katkesi. Yhdistetään uudelleen…",
    "Connection errored out.": "Yhteys palvelimeen katkesi.",
    "Connection errored out. ": "Yhteys palvelimeen katkesi.",
    "This application is currently busy. Please try again. ": "Palvelu on ruuhkautunut. Yritä hetken kuluttua uudelleen.",
    "An unknown error occurred while making a prediction.": FAILED,
    "An error occurred": FAILED,
    "An Unexpected Error Occurred!": FAILED,
    "Error uploading file": "Tiedoston lähettäminen ei onnistunut.",
    "Invalid credentials. Could not login. ": "Tunnus tai salasana on väärä.",
    "Error": "Virhe",
    "Warning": "Varoitus",
    "Info": "Tiedoksi",
    "Success": "Valmis",
    "Connection Lost": "Yhteys katkesi",
    "Close": "Sulje",
    "Loading...": "Ladataan…",
}

FIELDS = {"title": "nimike", "organisation": "organisaatio", "phone": "puhelinnumero", "email": "sähköpostiosoite"}
FILLED = "Toisesta osiosta täydennetty: {fields}."
VCARD_NOTE = "Teemat: {topics}"
CALENDAR_NAME = "Rahoitushaut"
STATUSES = {
    CallStatus.OPEN: "Auki",
    CallStatus.CLOSED: "Päättynyt",
    CallStatus.COMING: "Tulossa",
    CallStatus.UNKNOWN: "Ei tarkkaa aikaa",
}
NOT_KEPT = "Palautetta ei voitu tallentaa."
TITLE = "Nimike"
CONTACTS_NEAR = "Nimissä ja teemoissa ei ole näitä sanoja. Näytetään aihetta lähimpien osioiden yhteyshenkilöt."
CALL_OR_TOPIC = "Haku tai teema"
ABOUT = "Aihe"
OPENS = "Alkaa"
CLOSES = "Päättyy"
AS_WRITTEN = "Aika uutiskirjeen sanoin"
VAGUE = "Aika suuntaa antava"
TIMELINE = "Hakuajat teemoittain"
TIMELINE_TOLD = "Aikajanalla on {calls} hakua {topics} teemasta, {first}–{last}. Samat tiedot ovat taulukossa."
DAY_BEFORE = "Valittu päivä on ennen aikajanan alkua."
DAY_AFTER = "Valittu päivä on aikajanan lopun jälkeen."
SECTIONS = "Osiot"
WARNINGS = "Huomioita"
NO_WARNINGS = "Ei huomioita"
NO_DATE = "Päiväys ei tiedossa"
MADE_WITH = "Hakemistossa on {passages} katkelmaa. Sanojen perusmuodot: {lemmatizer}."

# --- changes of the corpus
MANAGE = "Muuta aineistoa"
ADD_FILES = "Lisää uutiskirjeitä"
RENEW = "Päivitä hakemisto"
REMOVE_WHICH = "Poistettava uutiskirje"
REMOVE_SURE = "Poistan uutiskirjeen aineistosta pysyvästi"
REMOVE = "Poista uutiskirje"
REMOVE_UNSURE = "Valitse poistettava uutiskirje ja vahvista poistaminen."
BUSY = "Aineistoa muutetaan parhaillaan. Yritä hetken kuluttua uudelleen."
NO_SUCH_FILE = "Tiedostoa ei ole aineistossa."
INDEXING = "Hakemistoa päivitetään. Kysymyksiin vastataan sillä välin entisestä hakemistosta."
INDEXED_SO_FAR = "Tekstikohtia käsitelty {done}/{total}, {left}."
MINUTES_LEFT = "noin {minutes} minuuttia jäljellä"
MINUTE_LEFT = "noin minuutti jäljellä"
SOON = "alle minuutti jäljellä"
INDEXED = "Valmis. Hakemistossa on nyt {newsletters} uutiskirjettä ja {sections} osiota."
INDEXING_FAILED = "Hakemiston päivittäminen ei onnistunut. Entinen hakemisto on yhä käytössä."
PROGRESS = "Hakemiston päivittäminen"
MCP_MISSING = 'TEEMAHAKU_MCP vaatii lisäosan. Asenna se: pip install -c constraints.txt -e ".[mcp]"'
