import { beforeAll, expect, it } from 'vitest';
import { enrollmentContentHash } from '#shared/domain/enrollment/content.ts';
import { idCheckCharacter } from '#shared/domain/identity/id-number.ts';
import type { EnrollmentView, OrderView } from '#shared/protocol/view.ts';
import type { SchoolRegisterEntry } from '#server/usecase/account/ports.ts';
import { collectFacts } from '#server/usecase/enrollment/collect-facts.usecase.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import {
	completeFields,
	consent,
	createWorld,
	edit,
	type Person,
	type World,
} from '../../support/flow-world.ts';

const place = { schemeId: 'changchun-2023', schoolCode: 'cc-demo-university' };
const onRecord = { schoolCode: 'cc-demo-university', studentNumber: null, enrolled: true, graduatesOn: null };
const college = { hardshipKind: 'destitute', hardshipCertifiedIn: 'jilin', hardshipChooses: 'college' };

let born = 0;
function bornOn(day: string): Person {
	born += 1;
	const first17 = `220104${day}${String(born).padStart(3, '0')}`;
	return { name: '测试长', idNumber: first17 + idCheckCharacter(first17) };
}

describeOnEachDatabase('in Changchun nobody waits for a review before paying', (database) => {
	let world: World;
	beforeAll(async () => {
		world = await createWorld(database());
	});

	/** Submits, hears the register, and answers with what the student's phone then holds. */
	async function submitted(
		school: SchoolRegisterEntry | 'not-known',
		more: object = {},
		person = bornOn('20040315'),
	) {
		world.registers.school = school;
		const { device } = await world.student(person);
		const record = world.newId();
		const fields = { ...completeFields(person), ...more };
		const contentHash = await enrollmentContentHash({ ...place, fields });
		const body = { contentHash, signatureHash: null, schoolConfirmed: false };
		const { results } = await device.send([
			edit(record, fields, { consent, ...place }),
			{ kind: 'enrollment.submit', record, atMs: 1_665_800_000_000, body },
		]);
		expect(results.map(({ code }) => code)).toEqual([undefined, undefined]);
		await collectFacts({ services: world.services });
		const { changes } = await device.pull();
		const viewOf = (kind: string) => changes.find((change) => change.kind === kind)?.view;
		const audit = await world.services.uow.run({ kind: 'system' }, (tx) => tx.audit.ofSubject(record));
		return {
			enrollment: viewOf('enrollment') as EnrollmentView,
			order: viewOf('order') as OrderView | undefined,
			acts: audit.map(({ act, actor }) => `${act} ${actor}`),
		};
	}

	it('approves by the rules alone who is on the register, without letter and question, and holds the payment', async () => {
		const { enrollment, order, acts } = await submitted(onRecord);
		expect(enrollment).toMatchObject({ state: 'approved', evaluation: { outcome: 'ready', findings: [] } });
		expect(order).toMatchObject({
			state: 'due',
			fee: {
				personalFen: 32_000,
				subsidyFen: null,
				components: [{ key: 'long-term-care', fen: 1_000 }],
				payNow: false,
				findings: [{ rule: 'student-charge-certain', cites: ['C9'] }],
			},
		});
		expect(acts).toContain('enrollment.approve system');
	});

	it('lets somebody of 17 pay at once', async () => {
		const { order } = await submitted(onRecord, {}, bornOn('20051108'));
		expect(order).toMatchObject({ state: 'due', fee: { payNow: true, findings: [] } });
	});

	it.each([
		['without 学籍', { ...onRecord, enrolled: false }, 'reject', 'C5'],
		['of whom the register knows nothing', 'not-known', 'manual', 'C4'],
		['who has graduated', { ...onRecord, enrolled: false, graduatesOn: '2022-06-30' }, 'reject', 'C10'],
	] as const)('leaves somebody %s to a person', async (_description, school, outcome, cite) => {
		const { enrollment, order } = await submitted(school);
		expect(enrollment).toMatchObject({ state: 'declared', evaluation: { outcome } });
		expect(enrollment.evaluation?.findings.flatMap(({ cites }) => cites)).toContain(cite);
		expect(order).toBeUndefined();
	});

	it.each([
		['in Jilin', 'jilin', 'C6'],
		['elsewhere', 'elsewhere', 'C7'],
	])('gives a hardship identity certified %s its own advice', async (_description, certifiedIn, cite) => {
		const { enrollment, order } = await submitted(onRecord, { ...college, hardshipCertifiedIn: certifiedIn });
		expect(enrollment.evaluation?.findings).toEqual([
			{ rule: 'college-without-funding', severity: 'advice', cites: [cite] },
		]);
		expect(order).toMatchObject({ fee: { personalFen: 32_000 } });
	});
});
