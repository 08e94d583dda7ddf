"""Words too common to name a theme, by language; for languages written with spaces."""

from __future__ import annotations

# ruff: noqa: SIM905 -- a list of words reads best as words
STOPWORDS: dict[str, frozenset[str]] = {
    "en": frozenset(
        "a about above after again all also always am an and any are aren't around as at away back be because "
        "been before being below between both but by can can't cannot could couldn't did didn't do does doesn't "
        "doing don't down during each even ever every few for from further get gets getting give given go going "
        "gone got had has have having he hello help her here hers hi him his how i i'd i'll i'm i've if in into "
        "is isn't it it's its itself just keep know last let like lot made make many may me mine more most much "
        "must my myself need never new no nor not nothing now of off on once one only or other our ours out over "
        "own please put really said same say says see seem she should since so some someone something still such "
        "take tell than thank thanks that that's the their them then there there's these they they're thing "
        "things think this those though three through till to today told too took try two under until up us use "
        "used very want wanted was wasn't way we we've well went were what when where which while who why will "
        "with within without won't would yes yet you you're your yours".split()
    ),
    "de": frozenset(
        "aber alle allem allen als also am an auch auf aus bei bin bis bitte da damit dann das dass dem den der "
        "des die doch dort du durch ein eine einem einen einer eines er es für ganz gar gibt habe haben hat hatte "
        "hier hätte ich ihm ihn ihr ihre im immer in ist ja jetzt kann kein keine können man mehr mein meine mich "
        "mir mit muss nach nicht nichts noch nun nur ob oder ohne schon sehr sein seine seit sich sie sind so "
        "soll um und uns unser unter vom von vor war waren was weil wenn wer werden wie wieder will wir wird wo "
        "wurde würde zu zum zur".split()
    ),
    "fr": frozenset(
        "ai alors au aucun aussi autre aux avec avoir bien bonjour car ce cela ces cet cette chez comme dans de "
        "depuis des donc du elle en encore est et eu fait il ils jamais je jour jours la le les leur lui ma mais "
        "me merci mes moi mon ne nos notre nous on ont ou où par pas peu plus pour pourquoi quand que qui quoi sa "
        "sans se ses si son sont sur ta tous tout toute trop très un une vos votre vous y été être".split()
    ),
    "es": frozenset(
        "al algo alguien antes aunque aún bien cada casi como con cual cuando de del desde donde dos el ella en "
        "entre era es esa ese eso esta este esto está están fue ha hace han hasta hay he hola la las le les lo "
        "los me mi mis mucho muy más nada ni no nos o os otra otro para pero poco por porque puede que quien qué "
        "se ser si sin sobre solo son su sus sí también tan tengo tiene todo tres tu un una uno usted y ya yo".split()
    ),
    "it": frozenset(
        "a al alla anche ancora avere bene buongiorno che chi ci come con cosa cui da dal dalla dei del della "
        "delle di dopo dove due e era essere fa fino gli grazie ha hanno ho i il in io la le lei lo loro ma mai "
        "me mi mia mio molto ne nel nella no noi non o ogni ora per perché più poi prima può quando quanto quello "
        "questa questo qui se sei sempre senza si sono sta su sua sul sulla suo tra tre tutti tutto un una uno vi"
        "".split()
    ),
    "pt": frozenset(
        "a ainda ao aos as até bem boa bom com como da das de depois do dois dos e ela ele em entre era essa esse "
        "esta este está eu foi há isso já lhe mais mas me mesmo meu minha muito na nada nas nem no nos não nós o "
        "os ou para pela pelo por porque quando que quem se sem ser seu sua são só também tem tenho ter tudo um "
        "uma umas uns vai você vocês à às é".split()
    ),
    "id": frozenset(
        "ada adalah agar aja akan aku apa atau banget bisa buat dan dari dengan di dia gak ini itu jadi juga "
        "kalau kami karena ke kita lagi lah lebih masih mau nya pada saja sama sampai sangat saya sudah tapi "
        "tidak udah untuk ya yang".split()
    ),
    "vi": frozenset(
        "anh bạn cho chưa chị các cái còn có cũng của cứ do gì hay hơn khi không là làm lên lại mà mình một mới "
        "nhé nhưng này nên nó nữa phải quá ra rất rồi sao sẽ thì tôi từ và vào vẫn vậy về với đang đi đã được đến "
        "để".split()
    ),
    "ko": frozenset(
        "감사합니다 같아요 것이 계속 그거 그냥 그래서 그런데 그리고 너무 다시 때문에 매우 "
        "부탁드립니다 수가 아주 안녕하세요 없는 없습니다 이거 있는 있습니다 저는 정말 제가 조금 "
        "좀 주세요 진짜 하는 하지만 합니다 항상 해주세요 했는데 했습니다".split()
    ),
}
