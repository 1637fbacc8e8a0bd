/** One mutation a call, eight connections: students declare, then a reviewer approves what they declared. */
import { enrollmentContentHash } from '#shared/domain/enrollment/content.ts';
import { anIdNumber } from '../../support/applicant.ts';
import { completeFields, consent } from '../../support/flow-world.ts';
import type { Office } from './office.ts';
import { newBenchId } from './office.ts';
import { PhoneLine } from './phone-line.ts';
import { rateOf } from './rates.ts';

const connections = 8;
const scheme = { schemeId: 'yunnan-kunming-2023', schoolCode: 'kmmu' };

interface Ready {
	line: PhoneLine;
	record: string;
	submit: unknown;
}

/** A student whose form is complete on the server, with nothing left to do but to declare. */
async function readyStudent(office: Office, n: number): Promise<Ready> {
	const person = { name: `测试${String.fromCodePoint(0x4e00 + (n % 2000))}`, idNumber: anIdNumber() };
	const member = await office.member('student');
	const { accountId } = member;
	const bound = { ...person, idType: 'resident-id', accountId, boundAtMs: 1_790_000_000_000 };
	await office.uow.run({ kind: 'system' }, (tx) => tx.persons.bind(bound));
	const line = new PhoneLine(office.url, member);
	const record = newBenchId();
	const fields = completeFields(person);
	const head = { record, atMs: 1_790_000_000_000 };
	await line.exchange([{ kind: 'enrollment.edit', ...head, body: { ...scheme, fields, consent } }]);
	const contentHash = await enrollmentContentHash({ ...scheme, fields });
	const body = { contentHash, signatureHash: null, schoolConfirmed: true };
	return { line, record, submit: { kind: 'enrollment.submit', ...head, body } };
}

export async function singleActsPerSecond(office: Office, count: number) {
	const students: Ready[] = [];
	const numbers = Array.from({ length: count }, (_, n) => n);
	await rateOf(office, { list: numbers, connections }, async (n) => {
		students.push(await readyStudent(office, n));
	});
	const submits = await rateOf(office, { list: students, connections }, ({ line, submit }) =>
		line.exchange([submit]),
	);
	const reviewers = await Promise.all(
		Array.from(
			{ length: connections },
			async () => new PhoneLine(office.url, await office.member('reviewer')),
		),
	);
	const evaluations = await office.database.owner
		.selectFrom('evaluation')
		.select(['id', 'enrollment_id'])
		.where(
			'enrollment_id',
			'in',
			students.map(({ record }) => record),
		)
		.orderBy('n')
		.execute();
	const newest = new Map(evaluations.map((row) => [row.enrollment_id, row.id]));
	const cases = { list: [...newest], connections };
	const decisions = await rateOf(office, cases, async ([id, evaluationId]) => {
		const reviewer = reviewers.pop()!;
		await reviewer.call('review.approve', { id, evaluationId });
		reviewers.push(reviewer);
	});
	for (const { line } of students) line.close();
	for (const line of reviewers) line.close();
	return { submits, decisions };
}
