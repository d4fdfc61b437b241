"""On which day does a page say that it appeared, in a language whose statements are not read?"""

from dataclasses import replace
from functools import cache

from ..page.words import PageWords

# Months, weekdays and what stands between day and month, for the day of a page whose words are not read.
CALENDARS = {
    "fr": ("janvier février mars avril mai juin juillet août septembre octobre novembre décembre", "lundi mardi mercredi jeudi vendredi samedi dimanche", ""),
    "de": ("januar februar märz april mai juni juli august september oktober november dezember", "montag dienstag mittwoch donnerstag freitag samstag sonntag", ""),
    "es": ("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre", "lunes martes miércoles jueves viernes sábado domingo", "de"),
    "pt": ("janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro", "segunda terça quarta quinta sexta sábado domingo", "de"),
    "it": ("gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre", "lunedì martedì mercoledì giovedì venerdì sabato domenica", ""),
    "nl": ("januari februari maart april mei juni juli augustus september oktober november december", "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag", ""),
    "pl": ("stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia", "poniedziałek wtorek środa czwartek piątek sobota niedziela", ""),
    "tr": ("ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık", "pazartesi salı çarşamba perşembe cuma cumartesi pazar", ""),
    "id": ("januari februari maret april mei juni juli agustus september oktober november desember", "senin selasa rabu kamis jumat sabtu minggu", ""),
    "sv": ("januari februari mars april maj juni juli augusti september oktober november december", "måndag tisdag onsdag torsdag fredag lördag söndag", ""),
    "ru": ("января февраля марта апреля мая июня июля августа сентября октября ноября декабря", "понедельник вторник среда четверг пятница суббота воскресенье", ""),
    "uk": ("січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня", "понеділок вівторок середа четвер п'ятниця субота неділя", ""),
}  # fmt: skip


@cache
def words_of_calendar(words: PageWords, code: str) -> PageWords:
    """Return page words with the calendar of another language; the same object each time."""
    if code not in CALENDARS:
        return words
    months, weekdays, between = CALENDARS[code]
    return replace(
        words,
        months=tuple((month,) for month in months.split()),
        weekdays=tuple(weekdays.split()),
        day_of=(between,) if between else (),
        before_weekday=(),
    )
