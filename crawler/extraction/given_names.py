"""Common given names, by which a person is told where no word and no markup says that a names its author."""

from __future__ import annotations

import re

# Left out are those that begin headings as often: April, Art, Florence, Georgia, Israel, Jordan, May, Paris, Will.
_GIVEN_NAMES = frozenset(
    """
aaron abby abdul abdullah abel abigail achim ada adam adel adele adelheid adina adolf adolfo adrian adriana adrianna
adrianne adriano adrien adèle afonso agata agatha agathe agnes agnese agneta agnieszka agnès agustín ahmad ahmed ahmet
aida aidan aileen aimee aino aisha aitor ajay akim akira aksel alain alan alana alba albert alberta alberto albin
albrecht aldo alec alejandra alejandro aleksandar aleksander aleksandra alena alessandra alessandro alessia alessio
alex alexa alexander alexandra alexandre alexandros alexandru alexis alfons alfonso alfred alfredo ali alice alicia
alicja alin alina aline alisa alisha alison alistair allan allen allie allison alma almut alois aloys alvaro alvin
alwin amalia amanda amber amelie amin amina amir amit amos amparo amy amélie ana anabela anais anand anastasia anatol
anaïs anca ander anders andre andrea andreas andreea andrei andrej andres andrew andrey andri andrzej andré andrés
andy anette angela angelica angelika angelina angelo angie angus anica anika anil anita anja anjali anke ankit ann
anna annabel annabelle annalena anne annegret anneke anneli anneliese annemarie annett annette annick annie annika
annukka anouk anselm ansgar ante anthony antje antoine antoinette anton antonella antonello antonia antonin antonio
antonis antonín antónio anya arantxa archie arend ariana ariane ariel arjun armand armando armin arnaud arnd arne arno
arnold arthur artur arturo arun arvid arvind asger asha ashleigh ashley ashok asier asif asta astrid athanasios atle
attila audrey august auguste augustin aurelie aurora aurélie aurélien axel aylin ayşe aziz balázs baptiste barbara
barbro barry bart bartosz bartłomiej bas bashir basil bastian bastien beata beate beatrice beatrix beatriz becky
begoña belinda belén ben benedict benedikt benita benjamin benno benny benoit benoît benthe berk bernadette bernard
bernardo bernd bernhard bernie bert berta berthold bertram bertrand beth bethany bettina betty bianca bill billy
birger birgit birgitta birgitte birte björn bjørn blake blanca blandine bo bob bobby bodil bogdan bohdan bohumil
bohuslav bojan bojana bonnie boris borja bożena božena brad bradley bram brandon branko brenda brendan brendon brent
brett brian bridget brigitta brigitte britta brittany brooke bruce bruna bruno bryan bryce burak burkhard byron bård
béatrice børge błażej caio caitlin caleb callum calvin cameron camila camilla camille camillo candela candice cara
carina carl carla carles carlo carlos carlotta carly carmela carmen carmine carol carola carole carolin carolina
caroline carolyn carrie carsten cary casey caspar cassandra cassie catalina catarina caterina catherine cathrin cathy
cathérine cecile cecilia cecilie cedric celeste celia celina celine cem cemal cengiz cesare chandra chantal charles
charlie charlotta charlotte chelsea cheryl chiara chloe chloé chris christa christel christelle christian christiane
christie christin christina christine christof christoph christophe christopher christos christy chuck ciara cindy
ciprian claes claire clara clare clarence clarissa claude claudette claudia claudine claudio claus clayton clemens
clement cleo clifford clint clive cláudia cláudio clément cody colette colin colleen concha connie connor conor conrad
constanze consuelo cora cordula corina corinna corinne cornelia cornelius corrado cory cosimo cosmin courtney craig
cristi cristian cristiana cristiano cristina cristóbal curtis cynthia cyril cyrille czesław cécile cédric célia céline
călin cătălin cătălina daan dagmar dagny daisy dale dalibor damian damien damir dan dana daniel daniela daniele
daniella danielle danilo danny danuta daphne dara darcy daria dario dariusz darko darren daryl dave david davide davor
dawid dawn dean deanna deb debbie deborah debra deepak deirdre dejan delia delphine demetrios denis denise deniz
dennis derek derya desmond detlef detlev devon diana diane diarmuid didem didier diego dieter dietmar dietrich dilek
dilip dimitri dimitris dinah dino diogo dirk dmitri dmitry dolores domenico dominic dominik dominika dominique don
donald donatella donna dora doreen dorian doris dorota dorothea dorothy dorothée doug douglas dragan dragana dragoș
dražen drew duarte duncan dustin dušan duško dwayne dwight dylan débora désirée dörte eamon ebba ebbe eberhard ebru
eckart eckhard ed edda eddie edelgard edgar edith edmund edoardo edouard edson eduard eduarda eduardo edward edwin
edwina edyta egon eileen einar eirik ekkehard elaine eleanor elena eleni elfriede eli elia elias elif elijah elin
elina eline elisa elisabeth elisabetta elise eliza elizabeth eliška elke ella ellen ellie elliot elliott elmar eloise
elsa elsbeth elvira emanuel emanuela emel emelie emeline emil emilia emiliano emilie emilio emily emine emma emmanuel
emmanuelle emmett emre encarna enda engin ennio enno enrico enrique enzo eoin eric erica erich erick erik erika erin
erkan erkki erna ernest ernesto ernie ernst eros erwin eryk esa esben espen esperanza esra esteban estelle esther
estrella ethan etienne ettore eugen eugene eugenia eugenio eugénie eva evan evangelos eve evelien eveline evelyn
evelyne everett evgenia evgeny ewa ewald ewelina eyal ezekiel ezio ezra fabian fabiana fabien fabienne fabio fabrice
fabrizia fabrizio fabrício falk fanny fatih fatima fatma fay federica federico felicia felicitas felicity felipe felix
femke ferdinand fern fernanda fernando ferruccio filip filipa filipe filippo filomena finn fiona fiorella flavia
flavio flemming fletcher flora florencia florentine florian floriane florin florina floris floyd flynn flávia flávio
forrest francesca francesco francine francis francisca francisco franciszek franck franco frank franka františek franz
franziska françois françoise fred freddie frederic frederik freya frida frieda friedemann friederike friedrich frits
fritz frédéric frédérique fulvio fábio félix gabor gabriel gabriela gabriele gabriella gabrielle gaby gael gaetano
gaia gail gareth garrett garry gary gaspard gavin gaëlle gaëtan geert geir gema gemma geneviève gennaro geoff geoffrey
geoffroy georg george georges georgi georgina georgios gerald geraldine gerard gerardo gerd gerda gerhard gerlinde
germain german germano germán gernot gero gerrit gerry gert gertrud gesa gesine gheorghe ghislain giacomo gian
gianfranco gianluca gianmarco gianni gideon gijs gil gilbert gilberto giles gilles gillian gina ginevra ginny gino
giorgia giorgio giovanna giovanni gisela gisele gisèle gita gitta gitte giulia giuliana giuliano giulio giuseppe
giuseppina gladys glen glenda glenn glenys gloria gonzalo gonçalo gopal goran gordon gosia gottfried graham grant
graziella grażyna greg gregor gregory greta gretchen grete grit grzegorz grégoire guadalupe gudrun guglielmo guido
guilherme guillaume guillermo gunda gunnar gunter gunther gus gustaf gustav gustavo guy gwen gwenaëlle gwendolyn gyula
gábor gérald gérard gökhan göran götz günter günther haakon hakan hal halina halvor hamid hampus hamza hana hank hanna
hannah hanne hanneke hannelore hannes hans hansjörg harald hardy harlan harold harriet harrison harry hartmut hartwig
harvey hasan hassan hatice hattie hauke hayley heath heather hector hedwig hege heide heidemarie heidi heike heiko
heiner heinrich heinz helder helen helena helene helga helge hella hellmut helmut helmuth hendrik henk henning henri
henrietta henriette henrik henrike henrique henry herbert heribert herman hermann hermine hervé hilary hilda hilde
hildegard hillary hiroshi holger holly horia horst howard hubert hubertus hugh hugo hugues humberto hussain hussein
huw hynek håkan héctor hélène hüseyin ian ibrahim ida iga ignacio ignaz igor ike iker ilaria ileana ilka ilker ilona
ilse iman imke imogen imran ina ines inga inge ingeborg ingeburg inger ingmar ingo ingrid ingrida ingvild inken
inmaculada inna inés inês ioana ioanna ioannis ion ionel ionuț ira irena irene irina iris irma irmela irmgard irving
irène isa isaac isabel isabela isabell isabella isabelle isadora isaiah isidora isidoro isidro ismael ismail isobel
issa istván itziar iulia iulian ivan ivana ivano ivar iveta ivo ivonne ivy iván iwona izabela jaakko jaap jacek
jacinto jack jackie jacob jacopo jacqueline jacques jacub jadwiga jaime jake jakob jakub james jamie jan jana jane
janet janez janic janice janina janine janis janna janne janos janusz jared jaromír jaroslav jarosław jarrod jasmin
jasmina jasmine jason jasper javier jay jayne jean jeanette jeanine jeanne jeannette jed jeff jeffrey jelena jelle jen
jenna jennie jennifer jenny jens jeremias jeremy jeroen jerome jerry jerzy jesper jess jesse jessica jessie jesús jil
jill jim jimena jimmy jin jindřich jitka jiří joachim joan joana joanna joanne joaquim joaquín jocelyn jochen jodie
jody joe joel joelle joerg johan johann johanna johannes john johnny joke jolanda jolanta jon jona jonah jonas jonatan
jonathan joni jonna joost jordi jorge joris jose josef josefa josefin josefina josefine josep joseph josephine josh
joshua josie josip jossi jost josé josée joséphine jovan joy joyce joão joël joëlle juan juana juanita juanjo jude
judith judy juha juho jukka jule jules julia julian juliana juliane julianne julie julien juliet juliette julio julita
julius jurgen jurij justin justina justine justus jutta jyrki jános jérémie jérémy jérôme jéssica jón józef jörg jörn
jørgen júlia júlio jürgen kacper kai kaitlyn kaja kajsa kalle kamal kamil kamila kara karel karen kari karim karin
karina karl karla karola karolina karoline karsten kasia kaspar kasper katalin katarina katarzyna katarína kate
katelyn katerina kateřina katharina katherine kathleen kathrin kathrine kathryn kathy katie katja katrin katrina
katrine katy kavita kay kayla kazimierz kazım keith kellie kelly kelsey kemal ken kendall kendra kenneth kenny kenza
kerem kerry kerstin kevin khaled khalid khalil kieran kilian kim kimberly kinga kirk kirsi kirsten kirstin kirsty
kjell kjersti kjetil klaas klara klaudia klaus klemens knud knut koen konrad konstantin konstantinos konstanze
korbinian korinna kornelia kris krishna krista kristen kristian kristiina kristin kristina kristine kristof kristoffer
kristy krisztina krystian krystyna krzysztof kumar kurt květa kyle kylie kyra käthe kåre lachlan ladislav laetitia
laia laila lakshmi lana lance lara larissa larry lars lasse laszlo latifa latoya laura laure lauren laurence laurent
laurențiu lauri laurie layla lea leah leander leandro leanne lech lee leif leigh leila lena lene leni lenka lennart
leo leon leona leonard leonardo leoni leonie leonor leonora leonore leopold leroy leslie lester leszek leticia letizia
letícia levi lewis lia liam liana libor lidia lieke liesbeth lilian liliana lilla lillian lilly lilo lily lina linda
lindsay lindsey line linn linnea lino linus lisa lisbeth lise liselotte lissa liv livia livio liviu ljiljana ljubica
lloyd lluís logan lola lone lonnie lora lore loredana lorena lorenz lorenza lorenzo loretta lorna lorraine lothar
lotta lotte lou louie louis louisa louise loïc luana lubomír luboš luc luca lucas lucia lucian luciana luciano lucie
lucien lucile lucille lucinda lucy lucía ludger ludivine ludmila ludovic ludvig ludwig ludwik luděk luigi luis luisa
luise luiz luka lukas luke lukáš luminița luther lutz luuk luz luís lydia lydie lyle lynda lynn lynne lászló léa léo
léon lívia maarten macarena maciej maddalena maddie madeleine madeline mads mae magali magalie magda magdalena
magdaléna maggie magnus maher mahesh mahmoud mahmud maia maike maite maja malcolm malene malgorzata malik malin malte
mandy manel manfred manlio manoj manon manuel manuela mara marc marcel marcela marceli marcelino marcella marcello
marcelo marcia marcin marco marcos marcus marcy marek maren margaret margareta margarete margarida margarita margaux
margherita margit margot margret margrit maria mariam marian mariana mariann marianna marianne mariano marie marieke
mariella marija marijke marika marilyn marina marine mario mariola marion maris marisa marit marius mariusz marje
marjorie mark markku marko markus markéta marla marlene marlies marloes marlon marsha marta marte martha marthe marti
martijn martin martina martine marty martí martín marvin marwan mary maryam marzena marzia maría marília massimiliano
massimo mateo mateus mateusz mathias mathieu mathilda mathilde mathis matilda matilde matt matteo matthew matthias
matthieu matti mattia mattias matías matěj maud maura maureen maurice mauricio maurizia maurizio mauro max maxence
maxim maxime maximilian maya maëlle maëva małgorzata mechthild meera meg megan mehdi mehmet meike mel melanie melchior
melina melinda melissa melody melvin mercedes mercè meredith merete merle mert meryem mette mia micha michael michaela
michail michala michał michel michela michele michelle michiel michèle mick mickaël mieczysław miguel mihaela mihai
mihnea mika mikael mike mikhail mikkel mikko miklós mikołaj mila milada milan mildred milena miles milica millie milo
milorad milos miloslav miloš miluše mina miodrag mira miranda mircea mireia mireille mirela mirella miren miriam
mirjam mirka mirko miroslav miroslava mirosław mitch mitchell mladen moa mogens mohamed mohammad mohammed moira moisés
mollie molly mona monia monica monika monique montserrat morgan morgane moritz morten moshe muhammad muhammed mun
murat muriel murray mustafa myles myra myriam márcia márcio mária mário mélanie mónica mônica nadia nadim nadine nadja
nadège nancy naomi nara nat natacha natalia natalie nataliya natascha natasha nate nathalie nathan nathanael nathaniel
natália naďa neal nebojša ned neele neeraj neha neil nele nell nello nelly nelson nemanja nenad nerea neri nestor
niall nicholas nick nicki nicky nico nicola nicolae nicolaj nicolas nicole nicoleta nicoletta nicolás nicolò niels
nigel nika nike niki nikita nikki niklas niko nikola nikolai nikolaos nikolas nikolaus nikolina nikos nils nina nino
nisha noah noel noelia noelle noemi noor nora norbert noreen norma norman norris nour noé noémie noël nuno nuria nuño
núria octavian octavio océane oda odd odette odile okan olaf olav olaya oldřich ole oleg oleksandr olga olive oliver
olivia olivier oliwia olle olof omar ondřej onur ophélie orhan oriol orla orlando ornella orson ortrud ortwin oscar
oskar osman oswald otakar otis otmar ottavia otto ottokar otávio ovidiu owen ozan oğuz pablo paco paddy paige paloma
pam pamela panagiotis paola paolo pascal pascale pasquale pat patrice patricia patricio patrick patrik patrizia
patrizio patrycja patrícia patsy patti patty paul paula paulette paulina pauline paulo paulus pavel pavla pavol pawel
paweł pedro peer peggy pekka penelope penny pepe per percy pernille perrine perry peter petr petra petri petru petter
peyton phil philip philipp philippa philippe phillip phoebe phyllis pia pier piergiorgio pierluigi piero pierre piers
piet pieter pietro pilar pille piotr piotrek pippa pirjo polly pontus pooja poul prakash preben predrag preston
priscilla priya przemysław pål přemysl quentin quim quincy quinn quique quirin rachel rachid radek radim radosław
radovan radu rafa rafael rafaela rafał raffaela raffaele raffaella ragnhild rahel rahul raimund raimundo rainer rajesh
rakesh ralf ralph raluca ramesh rami ramiro ramon ramona ramón randall randi randy raphael raphaël raphaëlle raquel
rashid rasmus raul ravi ray raymond raíssa raúl rebecca rebekka reggie reginald regine regula reidar reiner
reinhard reinhold remco remedios remigiusz remo renan renata renate renato renaud rene renee rens renzo rené renée
reto reza rhea rhonda ricarda ricardo riccardo richard rick ricky rico rikard rike rikke riley rita rob robert roberta
roberto robin rocco rochelle rocío roderick rodney rodolfo rodolphe rodrigo roger rogério rohan roland rolf romain
roman romana romano romina ron ronald ronan ronja ronnie ronny rory rosa rosalie rosalind rosalyn rosanna rosaria
rosario roscoe roseanne rosemarie rosemary rosie ross rossella rostislav roswitha roxana roxanne roy royce ruben rubén
rudi rudolf rudy ruedi rufus ruggero rui rune rupert ruprecht russell rutger ruth ruud ryan ryszard régis rémi rémy
rüdiger răzvan sabina sabine sabrina sadie sahra said sally salma salvador salvatore sam samantha samir samira samuel
samuele sander sandra sandrine sandro sandy sanja sanjay sanjeev sanna sanne sara sarah sascha saskia saul saverio
saïd saša scott sean sebastian sebastián seema selim selin selina selma sepp serena serge sergei sergej sergey sergi
sergio serkan servane seth severin shane shannon sharon shaun shauna shawn sheila shelby shelley sherry shirley shreya
sibylle sid sidney siegbert siegfried sieglinde signe sigrid sigrun silas silja silje silke silva silvain silvan
silvana silvia silvie silvio silviu simin simon simona simone simonetta simão sina sinan sindre sinead siniša sinéad
siobhan siri sissel siv sjoerd slavica slobodan snežana sofia sofie sofía sol solange soledad solveig solène sonia
sonja sonny sonya sophia sophie sorin soňa spencer srđan stacey stacy stan stanislav stanislava stanisław stavros
stefan stefania stefanie stefano steffan steffen steffi steinar stella stephan stephane stephanie stephen steve steven
stewart stig stijn stina stine stjepan stu stuart stéphane stéphanie sue sunita sunniva suresh susan susana susann
susanna susanne sushma susi susie suzanne suzie svante svein sven svenja sverre svetlana swantje sybille sylke
sylvain sylvaine sylvester sylvia sylviane sylvie sylwia szymon sébastien sébastienne sérgio séverine sílvia sônia
søren sławomir tabitha tad tadeusz tamar tamara tami tamsin tamás tanguy tania tanja tanner tanya tara tarek tariq
tasha tatiana tatjana taylan taylor ted teemu teo teodora terence teresa tereza terje terri terry tess tessa teun
thaddäus thais thaís thea thelma theo theodor theodora theodore theresa therese theresia thiago thibault thierry thijs
thilo thomas thor thorben thore thorsten théo thérèse tiago tiberiu tibor tiffany tihomir tijn tilda till tilman
tilmann tim timm timo timothy timothée tina tine tino tiziana tiziano tjerk tobias toby todd tolga tom tomas tomasz
tomaž tomislav tommaso tommy tomás tomáš toni tonje tony tor torben tord tore torsten tove tracey traci tracy traian
traudl trevor tricia trine trish tristan troels trond troy trudi trudy tucker tudor tullio tuomas turid tuva tuğba
txema tyler tyrone térèse udo ueli ufuk ugo ulf ulla ulli ulrica ulrich ulrik ulrika ulrike ulysse umberto umut una
unai uriah urs ursel ursula urszula uschi uta ute uwe vaclav vadim valentin valentina valentine valentín valeria
valerie valerio valter valéria valérie vanda vanessa vasco vasile vasilis vaughn vegard veit velimir vera verena
vernon veronica veronika verónica vesna vibeke vicente vicki vickie vicky victoire victor vidar viggo vijay vikram
viktor viktoria vilma vince vincent vincenza vincenzo vinod vinícius viola violet violeta violetta virginia virginie
vito vittoria vittorio vitória viv vivek vivian viviana viviane vivien vivienne vlad vladan vladimir vladimíra vlado
vlasta vojtěch volkan volker volkmar vratislav vroni vuk václav véronique víctor vítor wacław wade wagner waldemar
wallace walter waltraud wanda warren warwick wayne wendelin wendy wenzel werner weronika wes wesley whitney wibke
wiebke wieland wiesław wiktor wilbur wilfred wilfried wilhelm wilhelmine willa willard willem willi william willy
wilma wim winfried winnie winston wioletta witold wojciech wolf wolfgang wolfram woody wouter wyatt władysław xaver
xavi xavier xenia ximena yan yann yannick yannis yara yasemin yasmin yasmina yasmine yiannis yohan yolanda yolande
youssef yuki yuri yusuf yvan yves yvette yvonne zach zachary zack zadie zane zara zbigniew zbyněk zdenek zdeněk zdeňka
zdravko zdzisław zehra zelda zenon zeynep ziad zoe zofia zoltán zoran zoé zoë zrinka zsófia zuzana zuzanna álvaro
ángel ángela åsa åse édouard élise élodie émile émilie éric étienne íñigo ömer özge özlem øystein øyvind đorđe łukasz
šimon štěpán štěpánka šárka željko žofie ștefan
александар александр александра алексей алена алина алиса алла альбина алёна анастасия анатолий ангелина андрей андрій
анжелика анна антон антонина арина аркадий арсений артем артур артём богдан богдана борис бранислав вадим валентин
валентина валерий валерия варвара василий василь вера вероника виктор виктория виталий влад владимир владислав
владислава войислав володимир војислав всеволод вук вячеслав віктор вікторія віталій галина ганна геннадий георги
георгий глеб горан григорий даниил дарья денис дејан диана димитрина димитър дмитрий дмитро драган драгана душан
евгений евгения егор екатерина елена елизавета жанна жељко захар зинаида злата зоран зоя иван иванка игорь илья инна
ирина йордан калин карина катерина кирилл кирило константин красимир кристина ксения лариса лев леонид леся лидия
лилия лия любовь любомир людмила макар максим маргарита марина мария марк марко мартин матвей микита микола милан
милана милица милош мирослав мирјана михаил михайло надежда назар наталия наталья наталія небојша невена никита никола
николай нина ніна оксана олег олександр олександра олексій олена олеся ольга павел павло петр петро петър пламен
полина пётр раиса ренат рената римма роксолана роман росен румен руслан савелий светлана світлана семен семён сергей
сергій слободан снежана соломія софия софья софія срђан станислав степан стефан стоян тамара тарас татьяна теодора
тетяна тимофей тимур ульяна федор филипп фёдор христо цветан цветелина эдуард элина эльвира эмма юлиана юлия юлія юрий
юрій яков яна ярина ярослав євген євгенія іван ігор ілля ірина јелена јована
αθηνά αλέξανδρος αλέξης ανδρέας άννα αντώνης βασίλης βασιλική γιάννης γιώργος δημήτρης δήμητρα ειρήνη ελένη ευαγγελία
θανάσης κατερίνα κώστας κωνσταντίνος μαρία μιχάλης νίκος παναγιώτης παύλος πέτρος σοφία σπύρος στέλιος χρήστος χρύσα
""".casefold().split()  # as names are compared: with another sigma at their ends
)
_TITLE = re.compile(
    r"(?:(?:univ|prof|dr|mag|dipl|ing|rer|nat|med|phil|habil|jur|h|c|pd|ph|don|sir|dame|mr|mrs|ms|frau|herr)\b[.-]*\s*)+",
    re.IGNORECASE,
)


def has_given_name(name: str) -> bool:
    """Whether a name of several words begins with a common given name, perhaps behind a title."""
    title = _TITLE.match(name)
    words = name[title.end() if title else 0 :].split()
    # Case folding leaves the dot of a Turkish "İ" on its own.
    return len(words) > 1 and words[0].partition("-")[0].casefold().replace("\u0307", "") in _GIVEN_NAMES
