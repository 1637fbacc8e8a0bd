import type { DraftFields } from '#shared/domain/enrollment/fields.ts';
import { asRegistered } from '#shared/domain/identity/person-key.ts';
import { normalizeName } from '#shared/domain/identity/name.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import { schemeById } from '#shared/policy/registry.ts';
import type { PreparedEntry, TakenEntry, TakePreparedInput } from '#shared/protocol/prepared.ts';
import { countHits, limits } from '../account/limits.ts';
import type { AccountActor } from '../actor.ts';
import type { Services, Tx } from '../ports.ts';
import type { PreparedStudent } from './prepared-ports.ts';

interface Call {
	services: Services;
	actor: AccountActor;
}

/**
 * What schools have prepared for the person to whom the account is bound: which fields, not what stands in them. Nobody is known by
 * what somebody types. Throws RefusalError `request.too-many`, `auth.not-bound`.
 */
export async function readPrepared(call: Call): Promise<PreparedEntry[]> {
	return ofCaller(call, async (_tx, students) =>
		students.map((student) => ({
			schoolCode: student.schoolCode,
			schemeId: student.schemeId,
			preparedAtMs: student.preparedAtMs,
			fields: Object.keys(fieldsOf(student)),
		})),
	);
}

/**
 * The same with what the roster knows: the beginning of a draft of their own, to be looked through, completed, agreed to and declared
 * by themselves. Asking again gives the same, until they are accounted for. Throws as `readPrepared`, and `request.not-found`.
 */
export async function takePrepared(call: Call & TakePreparedInput): Promise<TakenEntry> {
	const { services, actor, schoolCode, schemeId } = call;
	return ofCaller(call, async (tx, students) => {
		const student = students.find((one) => one.schoolCode === schoolCode && one.schemeId === schemeId);
		if (!student) throw new RefusalError({ code: 'request.not-found' });
		const atMs = services.clock.nowMs();
		await tx.preparedEntries.begin(student.id, atMs);
		const entry = {
			atMs,
			actor: actor.accountId,
			act: 'outcome.take-prepared' as const,
			subject: student.id,
		};
		await tx.audit.append({ ...entry, detail: {} });
		return { schoolCode, schemeId, fields: fieldsOf(student) };
	});
}

/** A roster is its school's to see: the product itself looks whose it is, by what the register said of the account. */
async function ofCaller<T>(
	{ services, actor }: Call,
	work: (tx: Tx, students: PreparedStudent[]) => Promise<T>,
): Promise<T> {
	await countHits(services, [{ limit: limits.preparedByAccount, of: actor.accountId }]);
	return services.uow.run({ kind: 'system' }, async (tx) => {
		const person = await tx.persons.findByAccount(actor.accountId);
		if (!person) throw new RefusalError({ code: 'auth.not-bound' });
		const document = { idType: person.idType, idNumber: asRegistered(person.idNumber) };
		const found = await tx.preparedEntries.ofDocument(document);
		// A wrong digit in the roster names somebody else: the name must be theirs too.
		return work(
			tx,
			found.filter(({ name }) => name === normalizeName(person.name)),
		);
	});
}

/** What the roster knows, of what the scheme's form asks. */
function fieldsOf({ schemeId, name, idType, idNumber, studentNumber, phone }: PreparedStudent): DraftFields {
	const steps = schemeById(schemeId)?.form.parts.flatMap((part) => part.steps) ?? [];
	const asked = new Set(steps.flatMap(({ fields }) => fields.map(({ key }) => key)));
	const known = Object.entries({ name, idType, idNumber, studentNumber, phone });
	return Object.fromEntries(known.filter(([key, value]) => value !== null && asked.has(key)));
}
