import type { DraftFields } from '#shared/domain/enrollment/fields.ts';
import { asRegistered } from '#shared/domain/identity/person-key.ts';
import { normalizeName } from '#shared/domain/identity/name.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import { schemeById } from '#shared/policy/registry.ts';
import type { PreparedEntry, TakenEntry, TakePreparedInput } from '#shared/protocol/prepared.ts';
import { countHits, limits } from '../account/limits.ts';
import type { PersonRow } from '../account/ports.ts';
import type { AccountActor } from '../actor.ts';
import type { Services, Tx } from '../ports.ts';
import { openOfPerson } from '../window/of-person.ts';

interface Call {
	services: Services;
	actor: AccountActor;
}

/** What somebody else wrote down for the person who asks, to begin from. */
interface Offer {
	by: 'school' | 'window';
	/** Says that its person, of this account, has begun from it. */
	begin(tx: Tx, accountId: string, atMs: number): Promise<void>;
	id: string;
	schoolCode: string;
	schemeId: string;
	preparedAtMs: number;
	fields: DraftFields;
}

/**
 * What schools have prepared for the person to whom the account is bound, and what was taken down at the centre's window: which
 * fields, not what stands in them. Nobody is known by what somebody types. Throws RefusalError `request.too-many`, `auth.not-bound`.
 */
export async function readPrepared(call: Call): Promise<PreparedEntry[]> {
	return ofCaller(call, async (_tx, offers) =>
		offers.map(({ by, schoolCode, schemeId, preparedAtMs, fields }) => ({
			...{ by, schoolCode, schemeId, preparedAtMs },
			fields: Object.keys(fields),
		})),
	);
}

/**
 * The same with what is known: the beginning of a draft of their own, to be looked through, completed, agreed to and declared
 * by themselves. Asking again gives the same, until they are accounted for. Throws as `readPrepared`, and `request.not-found`.
 */
export async function takePrepared(call: Call & TakePreparedInput): Promise<TakenEntry> {
	const { services, actor, schoolCode, schemeId } = call;
	return ofCaller(call, async (tx, offers) => {
		const offer = offers.find((one) => one.schoolCode === schoolCode && one.schemeId === schemeId);
		if (!offer) throw new RefusalError({ code: 'request.not-found' });
		const atMs = services.clock.nowMs();
		await offer.begin(tx, actor.accountId, atMs);
		const act = offer.by === 'window' ? 'window.take' : 'outcome.take-prepared';
		await tx.audit.append({ atMs, actor: actor.accountId, act, subject: offer.id, detail: {} });
		return { schoolCode, schemeId, fields: offer.fields };
	});
}

/** A roster is its school's to see: the product itself looks whose it is, by what the register said of the account. */
async function ofCaller<T>(
	{ services, actor }: Call,
	work: (tx: Tx, offers: Offer[]) => Promise<T>,
): Promise<T> {
	await countHits(services, [{ limit: limits.preparedByAccount, of: actor.accountId }]);
	return services.uow.run({ kind: 'system' }, async (tx) => {
		const person = await tx.persons.findByAccount(actor.accountId);
		if (!person) throw new RefusalError({ code: 'auth.not-bound' });
		return work(tx, await offersTo(tx, person));
	});
}

/** One for a school and a scheme: what the person said at the window goes before what the roster has. */
async function offersTo(tx: Tx, person: PersonRow): Promise<Offer[]> {
	const document = { idType: person.idType, idNumber: asRegistered(person.idNumber) };
	const students = await tx.preparedEntries.ofDocument(document);
	const offers: Offer[] = [
		...(await openOfPerson(tx, person)).map((entry) => ({
			...{ by: 'window' as const, id: entry.id, schoolCode: entry.schoolCode, schemeId: entry.schemeId },
			...{ preparedAtMs: entry.enteredAtMs, fields: asked(entry.schemeId, entry.fields) },
			begin: (at: Tx, accountId: string, atMs: number) => at.windowEntries.begin(entry, accountId, atMs),
		})),
		// A wrong digit in the roster names somebody else: the name must be theirs too.
		...students
			.filter(({ name }) => name === normalizeName(person.name))
			.map(({ id, schoolCode, schemeId, preparedAtMs, ...known }) => ({
				...{ by: 'school' as const, id, schoolCode, schemeId, preparedAtMs },
				fields: asked(schemeId, known),
				begin: (at: Tx, _accountId: string, atMs: number) => at.preparedEntries.begin(id, atMs),
			})),
	];
	const place = ({ schoolCode, schemeId }: Offer) => `${schoolCode} ${schemeId}`;
	return offers.filter((offer, at) => offers.findIndex((one) => place(one) === place(offer)) === at);
}

/** What is known, of what the scheme's form asks. */
function asked(schemeId: string, known: DraftFields | Record<string, string | null>): DraftFields {
	const steps = schemeById(schemeId)?.form.parts.flatMap((part) => part.steps) ?? [];
	const keys = new Set(steps.flatMap(({ fields }) => fields.map(({ key }) => key)));
	return Object.fromEntries(Object.entries(known).filter(([key, value]) => value !== null && keys.has(key)));
}
