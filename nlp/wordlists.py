"""Everyday words that tell apart languages which share a script; short comments leave statistics nothing to count."""

from __future__ import annotations

import re

_ENGLISH = (
    "the a an is was are were be been it its it's this that these those i i'm i've my we our you your they their he "
    "she to of "
    "in on at for with from by about as and or but not no don't doesn't didn't can't won't isn't wasn't never very "
    "too so "
    "really just only all more most much many good great nice bad poor terrible awful excellent amazing love loved "
    "like "
    "star stars hate best worst slow fast easy hard cheap expensive helpful friendly rude clean dirty service staff "
    "product app "
    "delivery price quality quick order works work broken thanks thank ok okay please would could should will have "
    "has had "
    "do does did what when why how who after before again still nothing everything everyone always ever even than "
    "there "
    "here get got use used time day customer support refund happy disappointed recommend waiting late wait perfect fine"
)
_GERMAN = (
    "der die das ein eine einen ist war sind waren ich wir sie er es nicht kein keine und oder aber mit von zu zum "
    "zur auf "
    "für im den dem sehr gut schlecht schnell langsam leider immer nie mehr nur auch noch wie was wenn dass bei "
    "nach seit "
    "danke bitte alles super teuer günstig freundlich mein meine hat habe haben wird wurde kann schon wieder über"
)
_FRENCH = (
    "le la les un une des du de est était sont je nous vous il elle ils ce cette pas ne plus et ou mais avec pour "
    "dans sur "
    "très bon bonne mauvais mauvaise rapide lent merci bien rien tout tous jamais toujours trop peu mon ma mes "
    "votre que "
    "qui quoi j'ai c'est l'application service livraison prix au aux par en sans"
)
_SPANISH = (
    "el la los las un una es fue son era yo no y o pero con para por en de del al muy bueno buena malo mala rápido "
    "lento "
    "gracias bien nada todo siempre nunca más mi mis su que se lo le me hay está están tiene servicio precio como "
    "sin funciona llegó tarde roto atención pedido"
)
_PORTUGUESE = (
    "o a os as um uma é foi são era eu não e ou mas com para por em de do da dos das no na muito bom boa ruim péssimo "
    "rápido lento obrigado obrigada bem nada tudo sempre nunca mais meu minha seu sua que se está estão tem serviço "
    "preço como sem atendimento entrega produto"
)
_ITALIAN = (
    "il lo la i gli le un una è era sono io non e o ma con per in di del della dei al alla molto buono buona pessimo "
    "veloce lento grazie bene niente tutto sempre mai più mio mia che si ha hanno servizio prezzo come senza ottimo "
    "consegna prodotto ho"
)
_INDONESIAN = (
    "yang dan di ke dari ini itu tidak tak nggak gak bukan saya aku kami anda sangat sekali bagus baik buruk jelek "
    "cepat "
    "lambat lama terima kasih untuk dengan ada sudah belum akan bisa tapi karena juga lagi aja banget pelayanan harga "
    "barang kurir aplikasi pengiriman kok mohon tolong kenapa sampai mantap puas kecewa"
)
_DUTCH = (
    "de het een is was zijn waren ik wij we jullie zij niet geen en of maar met van voor op in te bij naar heel erg "
    "goed "
    "slecht snel traag dank bedankt alles altijd nooit meer mijn hun dat die wat er ook nog wel prima fijn"
)
_VIETNAMESE = "rat tot khong duoc hang giao nhanh cham toi ban dich vu nhan vien"

LATIN_WORDS: dict[str, frozenset[str]] = {
    "en": frozenset(_ENGLISH.split()),
    "de": frozenset(_GERMAN.split()),
    "fr": frozenset(_FRENCH.split()),
    "es": frozenset(_SPANISH.split()),
    "pt": frozenset(_PORTUGUESE.split()),
    "it": frozenset(_ITALIAN.split()),
    "id": frozenset(_INDONESIAN.split()),
    "nl": frozenset(_DUTCH.split()),
    "vi": frozenset(_VIETNAMESE.split()),
}

# Words of Chinese that no all-kanji Japanese comment holds once the compounds below are taken out.
CHINESE_WORDS = re.compile(
    "客服|快递|快遞|一直|一点|有点|有點|没有|沒有|缺貨|非常好|不好|不行|不如|不能|不是|不用|不到|不了|可以|什么|什麼|好用|好看|普普通通|因为|因為|但是|而且|一般般|差评|好评|东西|東西"
    "|[的了很没沒你您他她也吧吗嗎呢啊哦就都还還这這那个們们给給让讓被太挺真不是在我差慢又跟把和才請得]"
)
JAPANESE_COMPOUNDS = re.compile(
    "[一-龥]的|不[満便快安要明足備親良具合思議十経当正在調用意注得通]{1,2}|無不|[完終修満]了|了[解承]|我[慢々]|是[非正]|[在滞存現実]在|在[庫宅籍中]"
    "|都[合度市心内]|[京首古]都|太[陽郎]|真[剣実面摯心]|[写]真|就[職業]|[差誤落時格交個大僅]差|差[異額別出引]|慢[性心]|[自高]慢|又|和[食室風式服]"
    "|[取得]得|[獲習説納心所損]得|得[意点票]|[申普]請|請[求負]|被害|被[災験]|才能|[天多]才|[不]?可以外|[中]?也"
)
