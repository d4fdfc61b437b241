"""Words of names: forms of given names, particles, and family names that stand first.

A line of FORMS is a name and its forms. A form that stands in several lines ("Alex") belongs to none of them for
certain, and is left out. Its sources are what English biographies print in marks inside a name, and how the names
of Ukrainian and Belarusian people are printed by way of Russian.
"""

from collections import Counter
from functools import cache

from statements.extraction.folding import fold

FORMS = """
abigail abby
abraham abe
albert al bert
alexander alex alec sandy aleksandr oleksandr aliaksandr alexandr
alfred alf fred
andrew andy drew andrei andrey andriy andrii
anthony tony
archibald archie
arthur art
barbara barb
benjamin ben benny
bernard bernie
bradley brad
calvin cal
catherine cathy katherine kathy kate katie kathleen
charles charlie chuck
christine chris christina
christopher chris kit
clifford cliff
daniel dan danny
david dave davey
deborah debbie deb
dennis denny
dmitry dmitri dmitriy dmytro dzmitry
donald don donnie
dorothy dot dottie
douglas doug
edmund ed
edward ed eddie ted ned
edwin ed
elena olena
elizabeth liz beth betty lizzie eliza
ernest ernie
eugene gene
evgeny evgeniy yevgeny yevgeniy yevhen yevgeni
francis frank
franklin frank
frederick fred freddie
gabriel gabe
geoffrey geoff
gerald gerry jerry
gregory greg
harold hal harry
helen nell
henry hank harry
herbert herb bert
hillary hilary
howard howie
igor ihor
jacob jake
james jim jimmy jamie
jeffrey jeff
jennifer jenny jen
jessica jess
john jack johnny
jonathan jon
joseph joe joey
joshua josh
judith judy
kenneth ken kenny
kimberly kim
lawrence larry
leonard len lenny
leslie les
lewis lew
louis lou
manfred manny
margaret maggie meg peggy marge
martin marty
matthew matt
maurice maury
maximilian max
maxwell max
michael mike mick mickey
mikhail mykhailo mikhael
mitchell mitch
nathan nate
nathaniel nat nate
nicholas nick nicky
nikolai nikolay mykola mikalai
oleg oleh
pamela pam
patricia pat patty trish
patrick pat paddy
pavel pavlo
peter pete
philip phil
piotr petro pyotr petr
rachel rae
randolph randy
raymond ray
rebecca becky
reginald reg reggie
richard dick rick rich richie
robert bob bobby rob robbie
rodney rod
roger rodge
ronald ron ronnie
rudolph rudy
russell russ
samuel sam sammy
sergei sergey serhii serhiy siarhei
seymour sy
sidney sid
solomon sol
stanley stan
stephen steve steven
susan sue susie
svetlana svitlana
terence terry
theodore ted teddy theo
thomas tom tommy
timothy tim timmy
valery valeriy valerii
veronica ronnie
vincent vince
vladimir volodymyr uladzimir
walter walt wally
wesley wes
wilfred wilf
william bill billy will willy
winston win
yelena olena
yulia julia iuliia yuliia
yuri yuriy yurii iurii
zachary zach zack
"""

SMALL_WORDS = """
al el ul ar as ash at an abu abd bin bint ibn ben da dal de del della der den di do dos das du e et la le
las los lo mac o of san st ten ter tot van vande vanden vander von vom zu zum zur y
"""
# The most common family names of China, Korea and Vietnam as English prints them, but for those that are
# English surnames or common given names as well. They stand first, as at home.
EASTERN = """
bae ban bao byun cai cao chae chang chen cheng cheong cheung chiang cho choe choi chong chu chun chung dai
deng ding dinh dong duan duong fang feng geng goh gong guo gwon hahm han heo ho hoang hong hsieh hsu hu hua
huang huynh hwang hyun jang jeon jeong ji jia jiang jin jo jung kang kim ko kong koo kuo kwak kwok kwon lau
le leung li liang liao lim lin ling liu lu luo luong lv ma mao meng min moon nam ngo nguyen noh oh paik pak
pan peng pham phan qian qiao qin qiu ren rhee roh ruan ryu seo shao shen shi shin sohn song suh sun sung tan
tang tian tran trinh truong tsai tse tung vo vu wang wei wen woo wu xi xia xiang xiao xie xiong xu xue yan
yang yao ye yeo yi yin yoo yoon yu yuan yun zeng zhai zhang zhao zheng zhong zhou zhu zhuang zou
"""
# Those that are given names, or too short to tell, elsewhere: they stand first before a name of two Chinese syllables.
RARER = """
bai bo cui du fan fu gan gao ge gu guan hao he hou jian lai lei lou mei mo nie niu ouyang pei pu qi shu song tao tong wan
weng xin xing yue zhan zhuo zuo
"""
TITLES_BEFORE = """
mr mrs ms miss dr prof professor sir dame lord lady baroness baron sheikh rev hon gen general lt col colonel
maj capt captain adm admiral sgt cmdr sen senator rep gov governor pres president amb ambassador minister
judge justice mayor bishop archbishop cardinal father king queen prince princess chancellor
"""
PARTICLES = frozenset(SMALL_WORDS.split())
FAMILY_NAMES = frozenset(EASTERN.split())
RARER_FAMILY_NAMES = frozenset(RARER.split())


@cache
def form_of() -> dict[str, str]:
    """Return the name that a form stands for, by the form; both folded."""
    lines = [[fold(word) for word in line.split()] for line in FORMS.split("\n") if line]
    times = Counter(form for line in lines for form in line)
    return {form: line[0] for line in lines for form in line[1:] if times[form] == 1}
