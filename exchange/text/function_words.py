"""Words of a question that say nothing of its subject, folded: those of four letters and more.

Shorter words are left out of a comparison by their length.
"""

_BY_LANGUAGE = {
    "en": "about also been before best could does ever from have into many more most much need "
    "other should some than that their them then there these they this those what when where "
    "which whom whose will with without would your",
    "lv": "bija bijusi citi cits daudz esam esat jabut kada kadas kadi kadu kads kapec kura kuras "
    "kuri kurs musu pirms savu tacu tada tads tapec tikai vairak varetu vienu vinu",
    "hbs": "biti bilo bila bile bili cega cemu hvala iako imate imaju ikad jeste kada "
    "kako kakav kakva kakve kakvi kakvu kojem kojoj koja koje koji kojih kojim koju koliko mogu "
    "moze mozemo mozete moramo nama neka neki nesto nije nisu ovaj ovako ovde ovim pred "
    "prema prije samo smijemo svoj svoje tako takode treba tome vama vise zasto zatim",
    "mk": "bese deka dali edna eden edno imaat kade kako kakva kakvi kakov koga koja "
    "kolku mozat moze mozeme nesto nasi nasata ovaa ovie poveke pred sakame samo sekoj sekoja "
    "treba zosto",
    "sq": "cila cilat cili cilet duhet dikush disa eshte gjithe jane keni kemi kete kesaj keto "
    "ketij mund nese pasi perpara qene sepse shume sipas tjera tjeter vetem ishte",
    "tr": "ancak bana bazi bile bizim bunlar bunu cunku daha degil gibi hangi icin kadar kendi "
    "kimler mesela midir misiniz misiniz mudur nasil neden nedir nerede olan olarak oldu olmasi "
    "olur onlar orada sadece size sizin sonra tarafindan varsa veya yapan yoksa zaman",
}
FUNCTION_WORDS = frozenset(word for words in _BY_LANGUAGE.values() for word in words.split())
