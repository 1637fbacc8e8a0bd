import { expect, test } from 'vitest';
import { answerLine } from '../../server/cli/policy/case.ts';

/** Case and answer as published, member for member. */
const cases: [given: string, answer: string][] = [
	[
		'{"id":"w1","scheme":"changchun-2023","question":"coverage","facts":{"paidOn":"2022-12-31"}}',
		'{"id":"w1","from":"2023-01-01","to":"2023-12-31","waitingDays":0,"cites":["C2"],"findings":[]}',
	],
	[
		'{"id":"w2","scheme":"changchun-2023","question":"coverage","facts":{"paidOn":"2023-02-01"}}',
		'{"id":"w2","from":"2023-05-02","to":"2023-12-31","waitingDays":90,"cites":["C3"],"findings":[{"rule":"waiting-period","severity":"advice","cites":["C3"]}]}',
	],
	[
		'{"id":"w3","scheme":"changchun-2023","question":"benefit","facts":{"kind":"major-illness","ownEligibleFen":3000000}}',
		'{"id":"w3","minFen":1160000,"maxFen":1160000,"exact":true,"capFen":30000000,"deductibleFen":1200000,"cites":["C16"],"findings":[]}',
	],
	[
		'{"id":"w4","scheme":"changchun-2023","question":"benefit","facts":{"kind":"accident-outpatient","eligibleFen":200000}}',
		'{"id":"w4","minFen":152000,"maxFen":160000,"exact":false,"capFen":null,"deductibleFen":10000,"cites":["C19"],"findings":[{"rule":"two-readings","severity":"advice","cites":["C19"]}]}',
	],
	[
		'{"id":"w5","scheme":"yunnan-kunming-2023","question":"enrollment","facts":{"date":"2022-09-10","student":{"schoolConfirmed":true},"hardship":{"kind":"disabled","certifiedIn":"yunnan","chooses":"college"},"letterSigned":false,"insured":"none"}}',
		'{"id":"w5","outcome":"return","findings":[{"rule":"commitment-letter-signed","severity":"return","cites":["Y5","Y9"]}],"cites":["Y5","Y9"]}',
	],
	[
		'{"id":"w6","scheme":"yunnan-kunming-2023","question":"fee","facts":{"date":"2022-09-20","student":{"entryYear":2022},"insured":"none","reviewed":true}}',
		'{"id":"w6","due":true,"personalFen":35000,"subsidyFen":61000,"components":[],"payNow":true,"findings":[],"cites":["Y13","Y10"]}',
	],
];

test.each(cases)('%s', (given, answer) => {
	expect(JSON.stringify(answerLine(given))).toBe(answer);
});
