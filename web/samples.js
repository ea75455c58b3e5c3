// SPDX-License-Identifier: Apache-2.0
// Three articles to try, of Wikinews, by its contributors, under CC BY 2.5 (data/LICENSES.md): title, day and text as they are there, without the
// captions of pictures. The page names source and licence where it shows them.

export const LICENCE = { name: "CC BY 2.5", link: "https://creativecommons.org/licenses/by/2.5/" };
export const SAMPLES = [
  {
    name: "North Korea: “quasi-state of war”",
    published: "2015-08-21",
    source: "https://en.wikinews.org/wiki/North_Korea_puts_military_in_%27quasi-state_of_war%27",
    text: `North Korea puts military in 'quasi-state of war'

Friday, August 21, 2015

According to Yonhap news agency, quoting North Korea's main news agency Korean Central News Agency (KCNA), the country's military has been placed on high alert and has been told to prepare a "quasi-state of war". The report comes after North and South Korea exchanged artillery fire yesterday.

"War maniacs of the South Korean puppet military made another grave provocation to the DPRK in the central western sector of the front on Thursday afternoon. They perpetrated such reckless action as firing 36 shells at KPA civil police posts under the absurd pretext that the KPA fired one shell at the south side. Six shells of them hit the area near KPA civil police posts 542 and 543 and other 15 shells fell near KPA civil police posts 250 and 251", said KCNA. "Foolhardy provocation deserves harsh punishment", it added; and, later, "Kim Jong-un issued an order of the supreme commander of the Korean People's Army [KPA] that the front-line large combined units of the KPA should enter a wartime state to be fully battle ready to launch surprise operations".

Yesterday, North Korea fired artillery rounds aimed at a loudspeaker in South Korea that broadcasts anti-Pyongyang propaganda into the North. "Commanders of the Korean People's Army were hastily dispatched to the front-line troops to command military operations to destroy psychological warfare tools if the enemy does not stop the propaganda broadcast within 48 hours and prepare against the enemy's possible counteractions", added KCNA.

No injuries or deaths were reported in the attacks from either side, but South Korea evacuated about 80 people in the town of Yeoncheon after at least one shell landed near the area. The South retaliated by firing dozens of rounds of artillery into the north.

South Korea had recently started to broadcast propaganda from loudspeakers after an 11-year lull. The broadcasts began on August 10 and South Korea says the broadcasts will continue. After the exchange of fire, North Korea stated it would attack any loudspeakers broadcasting propaganda and would respond, militarily, within 48 hours if the broadcasts do not stop.

Both countries have put their militaries on high levels of alert.`,
  },
  {
    name: "Rescue off Aceh",
    published: "2015-05-18",
    source: "https://en.wikinews.org/wiki/Over_900_asylum_seekers_rescued_off_Indonesian_coast",
    text: `Over 900 asylum seekers rescued off Indonesian coast

Monday, May 18, 2015

On Friday, fishermen rescued over 700 asylum seekers whose boat sank, and the Indonesian Navy reportedly saved 200 more after they were found swimming along the coast of Aceh, Indonesia.

Major general Fuad Basya, spokesman for the Indonesian military, said fisherman first noticed the people and a warship was deployed to retrieve them. The rescued members included Bangladeshis and Rohingya, a stateless minority of Muslims from Myanmar. Myanmar is mainly Buddhist and the United Nations rates the Rohingya among the world's most persecuted groups. According to ABC News, Basya also believes the asylum seekers found in the water may have left the boat on purpose to be rescued to avoid being sent away from Indonesia waters.

Malaysia and Indonesia have maintained a policy of turning away boats of migrants which, according to AFP, the Untied Nations and United States have both criticised.

One Rohingya, Muhammad Amin, the first boat rescued on Friday was turned around twice, toward Malaysia by Indonesian navy and then toward Indonesia by Malaysian navy.

Discussing his concern in a public statement, Malaysia's Prime Minister, Najib Razak said, "We are in contact with all relevant parties, with whom we share the desire to find a solution to this crisis".

Thailand has recently cracked down on human trafficking, which has affected the routes by which people-smugglers transport migrants.

The US State Department said John Kerry, the Secretary of State, contacted Thailand's foreign minister over temporary housing for the Rohingya out at sea. Jeff Rathke, the State Department Spokesperson, said, "We urge the governments of the region to work together quickly, first and foremost, to save the lives of migrants now at sea who are in need of an immediate rescue effort". Rathke also asked the governments of South East Asia not to turn away boats of people seeking asylum.

Estimates suggest 8000 migrants may be currently at sea in the region.`,
  },
  {
    name: "UK asylum claims",
    published: "2023-02-23",
    source: "https://en.wikinews.org/wiki/Reports:_%27streamlined%27_UK_asylum_process_to_replace_interview_with_questionnaire_for_five_nationalities",
    text: `Reports: 'streamlined' UK asylum process to replace interview with questionnaire for five nationalities

Thursday, February 23, 2023

The United Kingdom Home Office today is to begin issuing questionnaires in place of official interviews to determine refugee status for some 12,000 asylee hopefuls from Afghanistan, Eritrea, Libya, Syria and Yemen who applied before last summer.

The forms are part of Prime Minister Rishi Sunak's effort to clear the nation's 92,000 asylum claim- 'legacy backlog' by year end.

While standard security, criminal, and health checks will continue, officials will scrap the face-to-face interview step to "streamline" processing for five nationalities whose claim acceptance rate is already above 95%.

The document, which media reports range from ten to 32 pages with 40 to 50 questions, "must be completed in English", the government recommending "online translation tools" if needed.

It also must be returned within twenty working days. A leaked internal letter seen by Sky News says "failure to return the questionnaire without reasonable explanation may result in an individual's asylum claim being withdrawn in line with the published policy", but the government will provide a reminder after the deadline and consider extensions.

Officials tell BBC News every claim will be assessed meritocratically, with the i reporting no one will be refused "based solely on the response of the questionnaire".

A similar fast-track system backed by the British Red Cross in September 2021 for 3,000 Afghan refugees was reportedly rejected by Prime Minister Boris Johnson over fears it would amount to amnesty, which the Home Office today rejects, and strain the UK's welfare and housing systems.

Labour's Shadow Home Secretary Yvette Cooper said her party has supported the idea "for months", and said it was "damning that the Home Office isn't doing this already [...] including for safe countries like Albania" after the United Nations High Commissioner for Refugees "recommended it two years ago."

She continued: "Labour has a common-sense plan to fast-track cases, get return agreements in place so unsuccessful claims can be quickly and safely returned, and take much stronger action against the criminal gangs driving dangerous small boat crossings."

Figures to be published today show a record 45,756 migrants crossing the Channel last year drove outstanding asylum claims over 150,000, also a record.

Sunak has made tackling migration one of his main priorities, with laws banning illegal migrants from claiming asylum in the UK expected next month. The Home Office letter reads "we may extend the use of the questionnaire as a means to gather additional information from other claimants awaiting an asylum decision in due course", but no current plans to expand the scheme exist.

On Wednesday, Home Secretary Suella Braverman told GB News: "It's clear that we have an unsustainable situation in towns and cities around our country [...] because of the overwhelming numbers of people arriving here illegally and our legal duties to accommodate them".

But media have said the questionnaires attract criticism both for making it easier for some asylum seekers to obtain the right to live and work in the UK, and for presenting a burden on those who may not speak English or have access to help or legal counsel.

The Guardian cited examples of complicated questions with over fifty words, including: "Were you subject to human trafficking (the recruitment, transportation, transfer, harbouring or receipt of people through force, fraud or deception, with the aim of exploiting them for profit) or modern slavery (severe exploitation of other people for personal or commercial gain) during your journey to or after you arrived in the UK?"

It quoted critics like immigration barrister Colin Yeo, and Joint Council for the Welfare of Immigrants campaigner Caitlin Boswell, with Boswell stating: "People fleeing desperate circumstances clearly need this government to make quicker and fairer asylum decisions, but this latest move from government is clumsy, unthinking and could put people’s safety at risk.

"No one’s right to refuge should be jeopardised because they weren't able to fill in an unwieldy form in a language they don’t speak."

After the leak, CEO of the Refugee Council Enver Solomon told Sky News any process "must be well thought out": "Moves to reduce the backlog are welcome but the answer is not yet more bureaucratic hurdles and threats of applications being withdrawn.

"After living in worry and uncertainty for months and even years without hearing anything about their claims, it cannot then be fair or reasonable to expect people to complete a lengthy form only in English in a matter of weeks especially for those who don't have access to legal advice and don't speak English."

During Prime Minister's Questions Wednesday, Sunak defended the government's record whilst promising a "formal update" from Braverman is forthcoming: "The Home Secretary and I are working intensely and as quickly as possible to bring forward that legislation [...] in the meantime our deals with Albania and France are already yielding benefits [...] we want a system whereby if someone arrives in our country illegally they will not be able to stay."`,
  },
];
