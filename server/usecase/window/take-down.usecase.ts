import { schemeById } from '#shared/policy/registry.ts';
import { windowClauses } from '#shared/policy/windows.ts';
import { idNumberFault, maskIdNumber } from '#shared/domain/identity/id-number.ts';
import { maskName, normalizeName } from '#shared/domain/identity/name.ts';
import { asRegistered } from '#shared/domain/identity/person-key.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { WindowEntry, WindowEntryInput, WindowEntryList } from '#shared/protocol/window.ts';
import type { AccountActor } from '../actor.ts';
import type { Services } from '../ports.ts';
import type { WindowEntryRow } from './ports.ts';

const shownEntries = 30;

interface Call {
	services: Services;
	actor: AccountActor;
}

/**
 * A special case at the insurance centre's window: its person was there, showed the document and agreed to it being taken down. No
 * enrollment comes of it: the person takes it over and declares it by themselves. Once however often it is sent under its id.
 * Throws RefusalError `request.malformed` with the path, `request.not-found` (the id is taken).
 */
export async function takeDown(call: Call & { input: WindowEntryInput }): Promise<WindowEntry> {
	const { services, actor, input } = call;
	if (actor.role !== 'reviewer') throw new RefusalError({ code: 'request.not-found' });
	const wrong = wrongPart(input, services.businessDate.today());
	if (wrong !== null) throw new RefusalError({ code: 'request.malformed', path: wrong });
	const row: WindowEntryRow = {
		...{ id: input.id, schemeId: input.schemeId, schoolCode: input.schoolCode, why: input.why },
		fields: fieldsOf(input),
		enteredByAccountId: actor.accountId,
		enteredAtMs: services.clock.nowMs(),
		enteredOn: services.businessDate.today(),
		begunAtMs: null,
	};
	return services.uow.run(actor, async (tx) => {
		if (!(await tx.windowEntries.insert(row))) {
			const known = await tx.windowEntries.get(row.id);
			if (!known) throw new RefusalError({ code: 'request.not-found' });
			return shown(known);
		}
		await tx.audit.append({
			atMs: row.enteredAtMs,
			actor: actor.accountId,
			act: 'window.take-down',
			subject: row.id,
			detail: {
				schemeId: row.schemeId,
				schoolCode: row.schoolCode,
				fields: Object.keys(row.fields).join(' '),
			},
		});
		return shown(row);
	});
}

/** What one has taken down oneself, the newest first. The look is written down. */
export async function readTakenDown({ services, actor }: Call): Promise<WindowEntryList> {
	return services.uow.run(actor, async (tx) => {
		const rows = await tx.windowEntries.ofStaff(actor.accountId, shownEntries);
		await tx.audit.append({
			atMs: services.clock.nowMs(),
			actor: actor.accountId,
			act: 'window.queue',
			subject: null,
			detail: { rows: rows.length },
		});
		return { entries: rows.map(shown) };
	});
}

/** Null: nothing is. */
function wrongPart(input: WindowEntryInput, today: string): string | null {
	const scheme = schemeById(input.schemeId);
	if (!scheme || windowClauses(input.schemeId).length === 0) return 'schemeId';
	if (!scheme.schools.some(({ code }) => code === input.schoolCode)) return 'schoolCode';
	if (normalizeName(input.name) === '') return 'name';
	const isResident = input.idType === 'resident-id';
	if (isResident && idNumberFault(input.idNumber, today) !== null) return 'idNumber';
	return asRegistered(input.idNumber) === '' ? 'idNumber' : null;
}

function fieldsOf({
	name,
	idType,
	idNumber,
	phone,
	studentNumber,
}: WindowEntryInput): WindowEntryRow['fields'] {
	const said = { name: normalizeName(name), idType, idNumber: asRegistered(idNumber), phone, studentNumber };
	return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null));
}

function shown({ id, schemeId, schoolCode, fields, enteredAtMs, begunAtMs }: WindowEntryRow): WindowEntry {
	return {
		...{ id, schemeId, schoolCode, enteredAtMs, isBegun: begunAtMs !== null },
		nameMasked: maskName(String(fields['name'] ?? '')),
		idNumberMasked: maskIdNumber(String(fields['idNumber'] ?? '')),
	};
}
