// SPDX-License-Identifier: Apache-2.0
// Three articles to try. Written for this page: the states and bodies are real, the persons and what happens are invented.

export const SAMPLES = [
  {
    name: "A border deal",
    published: "2025-03-14",
    text: `Moldova and Romania reopen bridge as talks with Ukraine go on

CHISINAU — Moldova and Romania signed an agreement on Thursday to reopen a bridge over the Prut river that has been closed since 1991, as officials from both countries met with a delegation from Ukraine to discuss the transit of grain.

Moldovan Infrastructure Minister Andrei Cojocaru and his Romanian counterpart, Ioana Dumitrescu, signed the document in the border town of Ungheni. "This bridge was a wall for thirty years, and today it is a road again," Cojocaru said after the ceremony.

Romania pledged 40 million euros for the repair of the road to the bridge. The European Union will provide another 25 million euros, a spokesman for the European Commission said in Brussels.

The agreement drew criticism from Russia. The Foreign Ministry in Moscow accused Moldova of "turning a civilian crossing into a corridor for weapons" and warned that it would suspend imports of Moldovan fruit if military cargo crossed the river. Moldova rejected the accusation. "There is one thing on these trucks, and it is wheat," said Elena Rusu, a spokeswoman for the government in Chisinau.

Ukraine, which has asked its neighbours for more routes since February, praised the decision. Deputy Prime Minister Taras Kovalchuk is expected to visit Bucharest on March 20 to negotiate a timetable for freight trains.

In the Moldovan parliament, the opposition Party of Free Farmers threatened to vote against the budget unless the government pays compensation for falling grain prices. Several hundred farmers blocked a highway near Balti with tractors on Wednesday to demand help.`,
  },
  {
    name: "Protest and a court",
    published: "2024-11-07",
    text: `Police fire tear gas at students in Nairobi as court halts fee rise

NAIROBI (Daily Courier) — Kenyan police fired tear gas on Wednesday at thousands of students who marched on the Education Ministry to demand that the government withdraw a rise in university fees, hours before the High Court suspended the measure.

At least 14 people were injured and 31 were arrested, the Kenya Red Cross and the police said. Hospital officials said that a 20-year-old student had been shot in the leg.

"We asked for a meeting four times and nobody answered us," said Grace Wanjala, the head of the National Students' Union. "They answered today with gas."

Interior Secretary Peter Odhiambo accused the union of hiding criminals among the marchers and said that officers had not used live rounds. Amnesty International condemned the police and called for an independent investigation.

High Court judge Miriam Chelimo ordered the government on Wednesday evening not to collect the higher fees until she hears the case on November 18. The attorney general's office said it would appeal.

Universities in Mombasa and Kisumu closed their campuses. The United States Embassy urged both sides to show restraint, and the German ambassador, Karin Vogt, offered to host talks between the union and the ministry.

President Daniel Mutua did not comment. His spokesman said the president would meet university heads next week and could reduce the fees "if parliament finds the money".`,
  },
  {
    name: "Flood, aid, a raid",
    published: "2023-08-22",
    text: `Pakistan asks for help after floods; gunmen attack aid convoy

QUETTA, Pakistan, Aug 22 — Pakistan appealed for international help on Monday after floods killed at least 86 people in Balochistan, and gunmen ambushed a convoy of the World Food Programme that was carrying flour to the province.

Two drivers were killed and a guard was kidnapped in the attack near Khuzdar, provincial official Rashid Magsi said. No group claimed responsibility. The army sent helicopters to search for the attackers, and Prime Minister Salman Khokhar ordered an inquiry.

Japan said it would give $12 million, and Turkey flew 400 tents and a field hospital to Quetta on Sunday. China promised to send engineers to repair the railway. India offered medicine, but Pakistan has not accepted the offer.

"The water took the harvest and the road on the same night," said Hafeez Baloch, a teacher in the town of Wadh who lost his house. "We are eating what the neighbours have left."

The United Nations suspended its convoys in the south of the province until the government guarantees their safety. "We will not send drivers to die," Martin Oyelaran, the agency's regional director, told reporters in Islamabad.

Opposition leader Farah Qazi criticised the government for ignoring warnings from the weather service in July and demanded that the minister for water resign. Khokhar's office rejected the demand.

Afghanistan closed the crossing at Chaman on Saturday because of high water. Officials from the two countries will meet on Friday to discuss reopening it.`,
  },
];
