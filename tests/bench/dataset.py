"""The data set of the bench: neutral texts in six languages, the same for every run of a size.

The vocabulary, the sizes and the order in which chance is asked are fixed, so that the figures of
two machines or two years speak of the same texts.
"""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from exchange.text.cyrillic import to_latin

WORDS = {
    "en": "rural development network local action group municipality funding strategy village "
    "farmers cooperative policy dialogue ministry partnership capacity young people heritage "
    "tourism mountain dairy market support application volunteers community approach project "
    "results lessons budget region women entrepreneurs energy water school road internet",
    "sr": "рурални развој мрежа локална акциона група општина средства стратегија село "
    "пољопривредници задруга политика дијалог министарство партнерство капацитет млади људи "
    "наслеђе туризам планина млеко тржиште подршка захтев волонтери заједница приступ пројекат "
    "резултати буџет жене предузетнице енергија вода школа пут",
    "mk": "рурален развој мрежа локална акциска група општина средства стратегија село земјоделци "
    "задруга политика дијалог министерство партнерство капацитет млади луѓе наследство туризам "
    "планина млеко пазар поддршка волонтери заедница пристап проект резултати буџет жени",
    "sq": "zhvillim rural rrjet grup veprimi lokal bashki fonde strategji fshat fermerë "
    "kooperativë politikë dialog ministri partneritet kapacitet të rinj trashëgimi turizëm mal "
    "qumësht treg mbështetje aplikim vullnetarë komunitet projekt rezultate buxhet gra energji",
    "tr": "kırsal kalkınma ağ yerel eylem grubu belediye fon strateji köy çiftçi kooperatif "
    "politika diyalog bakanlık ortaklık kapasite gençler miras turizm dağ süt pazar destek "
    "başvuru gönüllü topluluk yaklaşım proje sonuç bütçe kadın girişimci enerji su okul yol ışık "
    "iğde",
    "lv": "lauku attīstība tīkls vietējā rīcības grupa pašvaldība finansējums stratēģija ciems "
    "lauksaimnieki kooperatīvs politika dialogs ministrija partnerība kapacitāte jaunieši "
    "mantojums tūrisms kalns piens tirgus atbalsts pieteikums brīvprātīgie kopiena projekts",
}
VOCABULARY = {lang: text.split() for lang, text in WORDS.items()}
LANGUAGES = ["en"] * 5 + ["sr"] * 3 + ["mk"] * 2 + ["sq"] * 3 + ["tr"] * 3 + ["lv"]
PEOPLE, CATEGORIES, LONG_THREAD, DEEPEST = 1000, 12, 5000, 12
VERY_LONG_THREAD, VERY_DEEP = 10_000, 40
OWN_TEXTS = 45_000  # posts; what is loaded beyond repeats the texts of these
RARE, COMMON = "medlar", "network"  # in one of 200 posts; in nearly all
SELDOM = "quince"  # in as many posts whatever the size: what growth is measured by
WITH_SELDOM = range(2, 1000)  # numbers of threads; no other repeats their texts
BEGINNING = datetime(2016, 5, 1, tzinfo=UTC)


class ThreadToLoad(NamedTuple):
    """A thread and its posts: (parent's place or None, author, text, time), in order of time."""

    number: int
    category: int
    title: str
    author: int
    lang: str
    posts: list[tuple[int | None, int, str, datetime]]
    repeats: int | None = None  # the number of the thread whose texts these are


def threads(posts: int = 45_000, seed: int = 20160913) -> Iterator[ThreadToLoad]:
    """One thread of 5,000 posts, then others of 20 on average, about `posts` in all."""
    chance, written, number = random.Random(seed), 0, 0
    to_repeat: list[ThreadToLoad] = []
    while written < posts:
        number += 1
        if written < OWN_TEXTS:
            size = LONG_THREAD if number == 1 else max(1, min(200, int(chance.expovariate(1 / 20))))
            thread = _thread(chance, number, min(size, posts - written))
            thread = _with_rare_words(thread, written)
            if number >= WITH_SELDOM.stop:
                to_repeat.append(thread)
        else:
            thread = _again(chance, number, to_repeat[number % len(to_repeat)])
        written += len(thread.posts)
        yield thread


def very_long_thread(number: int, size: int = VERY_LONG_THREAD) -> ThreadToLoad:
    """The thread that all bounds hold for: most answer one of the last ten, forty levels deep.
    It began before all others and nobody writes there now, so that no list is about it."""
    return _thread(random.Random(number), number, size, VERY_DEEP)


def _with_rare_words(thread: ThreadToLoad, before: int) -> ThreadToLoad:
    """The vocabulary is small, each word of it in more than 2 % of the posts: one in 200 gets a
    word that no other has."""

    def with_words(at: int, text: str) -> str:
        if at % 100 == 57 and thread.number in WITH_SELDOM:
            text = f"{text} {SELDOM.capitalize()}."
        return f"{text} {RARE.capitalize()}." if at % 200 == 7 else text

    posts = [
        (parent, author, with_words(at, text), moment)
        for at, (parent, author, text, moment) in enumerate(thread.posts, start=before)
    ]
    return thread._replace(posts=posts)


def _again(chance: random.Random, number: int, thread: ThreadToLoad) -> ThreadToLoad:
    """The same texts and tree by other people, at another time, in another category."""
    later = timedelta(minutes=chance.randint(-1000, 1000))
    posts = [
        (parent, chance.randint(1, PEOPLE), text, max(BEGINNING, moment + later))
        for parent, _, text, moment in thread.posts
    ]
    return thread._replace(
        number=number,
        category=chance.randint(1, CATEGORIES),
        author=posts[0][1],
        posts=posts,
        repeats=thread.number,
    )


def _thread(chance: random.Random, number: int, size: int, deepest: int = DEEPEST) -> ThreadToLoad:
    lang = chance.choice(LANGUAGES)
    is_very_long = deepest > DEEPEST
    start = BEGINNING + timedelta(minutes=0 if is_very_long else chance.randint(0, 60 * 24 * 900))
    author, category = chance.randint(1, PEOPLE), chance.randint(1, CATEGORIES)
    title = _sentence(chance, lang, chance.randint(5, 9))[:-1]
    posts: list[tuple[int | None, int, str, datetime]] = []
    depths: list[int] = []
    in_latin = lang == "sr" and number % 3 != 0
    for at in range(size):
        parent = _late_parent(chance, at, depths) if is_very_long else _parent(chance, at, depths)
        depths.append(0 if parent is None else depths[parent] + 1)
        text = _body(chance, lang)
        who = author if at == 0 else chance.randint(1, PEOPLE)
        moment = start + timedelta(minutes=(1 if is_very_long else 7) * at)
        posts.append((parent, who, to_latin(text) if in_latin else text, moment))
    code = "sr-latn" if in_latin else lang
    return ThreadToLoad(
        number, category, to_latin(title) if in_latin else title, author, code, posts
    )


def _parent(chance: random.Random, at: int, depths: list[int]) -> int | None:
    """60 % answer an earlier reply, the rest the opening post; none deeper than twelve."""
    if at == 0:
        return None
    answered = chance.randint(1, at - 1) if at > 1 and chance.random() < 0.6 else 0
    return answered if depths[answered] < DEEPEST else 0


def _late_parent(chance: random.Random, at: int, depths: list[int]) -> int | None:
    """Nine in ten answer one of the last ten posts, which makes deep branches."""
    if at == 0:
        return None
    answered = chance.randint(max(0, at - 10), at - 1) if chance.random() < 0.9 else 0
    return answered if depths[answered] < VERY_DEEP else 0


def _sentence(chance: random.Random, lang: str, words: int | None = None) -> str:
    count = words or chance.randint(7, 18)
    text = " ".join(chance.choice(VOCABULARY[lang]) for _ in range(count))
    return f"{text[0].upper()}{text[1:]}."


def _body(chance: random.Random, lang: str) -> str:
    """Two to five paragraphs, about 1.4 KB; now and then a list, a quotation, a link."""
    paragraphs = [
        " ".join(_sentence(chance, lang) for _ in range(chance.randint(2, 4)))
        for _ in range(chance.randint(2, 5))
    ]
    kind = chance.random()
    if kind < 0.25:
        paragraphs.insert(1, "\n".join(f"- {_sentence(chance, lang, 6)}" for _ in range(3)))
    if kind > 0.8:
        paragraphs[0] = f"> {_sentence(chance, lang)}\n\n{paragraphs[0]}"
    if 0.4 < kind < 0.6:
        bold = " ".join(chance.choice(VOCABULARY[lang]) for _ in range(3))
        link = f"[link](https://example.org/{chance.randint(1, 999)})"
        paragraphs[-1] += f" **{bold}** {link}"
    return "\n\n".join(paragraphs)
