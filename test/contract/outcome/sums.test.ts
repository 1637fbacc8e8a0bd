/** Whatever happens in whatever order: each student in one outcome, and the sums of every level are the roster. */
import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { OutcomeSaid, sizeOf, type OutcomeSaidInput } from '#shared/domain/roster/outcome.ts';
import type { AccountActor } from '#server/usecase/actor.ts';
import { readConsole } from '#server/usecase/outcome/read-console.usecase.ts';
import { readStudents } from '#server/usecase/outcome/read-students.usecase.ts';
import { clearOutcome, endStay, sayOutcome, sayStay } from '#server/usecase/outcome/say-outcome.usecase.ts';
import { aStudent, insertRoster } from '../../support/a-roster.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { createWorld, type World } from '../../support/flow-world.ts';
import '../../support/property-seed.ts';

const schemeId = 'yunnan-kunming-2023';
const size = 12;
const words: OutcomeSaidInput[] = [
	{ word: 'elsewhere', proof: 'certificate', place: '曲靖市' },
	{ word: 'identity-place', proof: 'student-statement', place: '昭通市' },
	{ word: 'declined', signedOn: '2022-10-12', heldBy: '学院办公室' },
	{ word: 'stopped', reason: 'left', effectiveOn: '2022-07-01' },
];
const who = fc.uniqueArray(fc.nat(size - 1), { minLength: 1, maxLength: 5 });
const step = fc.oneof(
	fc.record({ do: fc.constant('say' as const), who, word: fc.nat(words.length - 1) }),
	fc.record({ do: fc.constant('clear' as const), who }),
	fc.record({ do: fc.constant('stay' as const), who }),
	fc.record({ do: fc.constant('end-stay' as const), who }),
	fc.record({
		do: fc.constant('enrollment' as const),
		which: fc.nat(1),
		state: fc.constantFrom('draft', 'notified', 'declared', 'returned', 'rejected', 'superseded'),
	}),
	fc.record({ do: fc.constant('match' as const), which: fc.nat(1), to: fc.option(fc.nat(size - 1)) }),
	fc.record({ do: fc.constant('move' as const), who: fc.nat(size - 1), to: fc.nat(2) }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;
const places = [
	['临床医学院', '2201班'],
	['临床医学院', '2202班'],
	// The same name of a class in another college is another class.
	['护理学院', '2201班'],
] as const;

describeOnEachDatabase('the sums of a roster', (database) => {
	let world: World;
	let admin: AccountActor;
	let ids: string[];
	let records: string[];
	beforeAll(async () => {
		world = await createWorld(database());
		admin = await world.account('school-admin', 'kmmu');
		const people = Array.from({ length: size }, (_, i) => {
			const [college, className] = places[i % places.length]!;
			return aStudent(i, { college, className, isLeaving: i % 2 === 0 });
		});
		ids = people.map(({ id }) => id);
		await insertRoster(database(), { schoolCode: 'kmmu', schemeId, accountId: admin.accountId }, people);
		records = [(await world.declared()).record, (await world.declared()).record];
	});

	async function take(one: Step): Promise<void> {
		const call = { services: world.services, actor: admin };
		const owner = database().owner;
		const chosen = 'who' in one && Array.isArray(one.who) ? one.who.map((i) => ids[i]!) : [];
		switch (one.do) {
			case 'say':
				await sayOutcome({ ...call, ids: chosen, said: OutcomeSaid.parse(words[one.word]) });
				return;
			case 'clear':
				await clearOutcome({ ...call, ids: chosen });
				return;
			case 'stay':
				await sayStay({ ...call, ids: chosen, reason: 'further-study' });
				return;
			case 'end-stay':
				await endStay({ ...call, ids: chosen });
				return;
			case 'enrollment':
				await sql`update enrollment set state = ${one.state} where id = ${records[one.which]}`.execute(owner);
				return;
			case 'match': {
				const record = records[one.which];
				await sql`update roster_student set enrollment_id = null, matched_by = null
					where enrollment_id = ${record}`.execute(owner);
				if (one.to === null) return;
				await sql`update roster_student set enrollment_id = ${record}, matched_by = 'person'
					where id = ${ids[one.to]} and enrollment_id is null`.execute(owner);
				return;
			}
			case 'move': {
				const [college, className] = places[one.to]!;
				await sql`update roster_student set college = ${college}, class_name = ${className}
					where id = ${ids[one.who]}`.execute(owner);
			}
		}
	}

	/** As a person would check it: by the list, student by student, against the figures shown. */
	async function check(): Promise<void> {
		const shown = await readConsole({ services: world.services, actor: admin, schemeId });
		const { rows } = await readStudents({ services: world.services, actor: admin, query: { schemeId } });
		expect(rows).toHaveLength(size);
		expect(shown.size).toBe(size);
		const countIn = (of: typeof rows, outcome: string) => of.filter((row) => row.outcome === outcome).length;
		for (const [outcome, count] of Object.entries(shown.counts)) expect(countIn(rows, outcome)).toBe(count);
		for (const college of shown.colleges) {
			const ofCollege = rows.filter((row) => row.college === college.college);
			expect(sizeOf(college.counts)).toBe(ofCollege.length);
			for (const part of college.classes) {
				const ofClass = ofCollege.filter((row) => row.className === part.className);
				expect(sizeOf(part.counts)).toBe(ofClass.length);
				for (const [outcome, count] of Object.entries(part.counts)) {
					expect(countIn(ofClass, outcome)).toBe(count);
				}
			}
		}
		expect(shown.colleges.reduce((sum, { counts }) => sum + sizeOf(counts), 0)).toBe(size);
		const { total, stopped, staying, open } = shown.leaving;
		expect(stopped + staying + open).toBe(total);
	}

	it('are the roster after every one of random acts', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
				for (const one of steps) {
					await take(one);
					await check();
				}
			}),
			{ numRuns: 12 },
		);
	}, 240_000);

	it('are not shown at all where a student would count twice: the fault is planted', async () => {
		const owner = database().owner;
		await sql`update enrollment set state = 'declared' where id = ${records[0]}`.execute(owner);
		await take({ do: 'clear', who: [0] });
		await take({ do: 'match', which: 0, to: 0 });
		const { rows } = await sql<{
			sql: string;
		}>`select pg_get_viewdef('roster_outcome'::regclass) as sql`.execute(owner);
		const sound = rows[0]!.sql.replace(/;\s*$/, '');
		const define = (text: string) =>
			sql`create or replace view roster_outcome with (security_invoker = true) as ${sql.raw(text)}`.execute(
				owner,
			);
		// Whoever is enrolled here counts as not reached beside it.
		await define(`${sound} union all select s.id, s.school_code, s.scheme_id, s.college, s.class_name, s.is_leaving,
			s.enrollment_id, null, null, 'not-reached', s.word from roster_student s where s.enrollment_id is not null`);
		try {
			await expect(readConsole({ services: world.services, actor: admin, schemeId })).rejects.toThrow(
				/are its roster/,
			);
		} finally {
			await define(sound);
		}
		await check();
	});
});
