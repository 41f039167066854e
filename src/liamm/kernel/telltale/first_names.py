"""First names that people of here bear, by which the name of a third person is recognised.

Our own list, flattened (no capitals or marks): it need not be complete, a civility or a family tie does the rest.
"""

from __future__ import annotations

_NAMES = """
adele adrien agathe agnes aissatou alain alban albert alex alexandra alexandre alexis alice aline alix amandine amelie
ana anais anastasia andre andrea ange angele anita anna annabelle anne annick annie anthony antoine antoinette arlette
armand armel armelle arnaud arthur arzhel audrey augustin aurelie aurelien aurore awen axel aymeric aziliz baptiste
barbara bastien beatrice benedicte benjamin benoit bernadette bernard bertrand blandine boris briac brieg brieuc
brigitte bruno camille carine carole caroline catherine cecile cedric celestin celia celine chantal charles charlotte
chloe christelle christian christiane christine christophe claire clara clarisse claude claudette claudine clement
clementine colette colin coralie corentin corinne cyril damien daniel daniele danielle david deborah delphine denez
denis denise diane didier dimitri dominique donatien dorothee edith edouard edwige eflamm elen eleonore eliane eliott
elisa elisabeth elise elodie eloise elouan emeline emile emilie emma emmanuel emmanuelle enora eric erwan erwann
estelle esther etienne eugene eugenie eva evelyne ewen fabien fabienne fabrice fanch fanny fatima fatou faustine felix
fernand flavie florence florent florian france francine francis franck francois francoise frederic frederique gabriel
gabrielle gael gaelle gaston gaud gautier genevieve georges georgette gerald geraldine gerard germain ghislaine
gilbert gildas gilles ginette gisele goulven gregoire gregory guenole guillaume gurvan gustave gwenael gwenaelle
gwendal gwendoline gwenn gwenola gwladys haude helena helene henri henriette herve hoel honorine houda hubert hugo
hugues huguette ibrahim ines irene isabelle ismael ivan jacqueline jacques jean jeanne jeannine jeremie jeremy jerome
joel joelle jonathan jordan joseph josephine josette josiane josselin judith jules julia julie julien juliette justine
kaelig karim karine katell kevin khadija kilian killian klervi laetitia laura laure laurence laurent lea leila lena
lenaig leo leon leonie lila liliane lilou lina lionel lisa loann loic lorraine lou louis louise louison lubin luc
lucas lucette lucie lucien lucienne ludivine ludovic lydia lydie madeleine mael maelle maelys maiwenn malika malo
manon manuel marc marcel marcelle margaux margot marguerite maria marianne marie marine mario marion marius marlene
martin martine maryse maryvonne mathieu mathilde mathis matthieu maud maurice max maxence maxime melaine melanie
melissa michel michele micheline mickael mireille mohamed monique morgan morgane muriel myriam nadege nadia nadine
natacha nathalie nathan nedeleg nelly nicolas nicole nina noe noel noemie nolwenn norbert nour oceane odette odile
olivia olivier oriane oscar pascal pascale pascaline patrice patricia patrick paul paule paulette pauline perrine
philippe pierre pierrette quentin rachel rachid ramon raoul raphael raphaelle raymond raymonde regine regis remi remy
renaud rene renee richard robert robin roger roland romain romane ronan rosa rose roselyne roxane ruben sabine sabrina
sacha salome samia samuel samy sandra sandrine sarah sebastien serge severine sidonie simon simone soazig soizic
solange solene solenn sophie stephane stephanie steven suzanne sylvain sylvie tangi tanguy tatiana theo theophile
therese thibault thierry thomas tifenn titouan tom tristan tugdual typhaine valentin valentine valerie vanessa vefa
veronique victoire victor victoria vincent violette virginie viviane xavier yann yannick yasmine yoann yohann yolande
youenn youna yvan yves yvette yvon yvonne zoe
"""

FIRST_NAMES = frozenset(_NAMES.split())
