/** Calls everything as everybody, on every kind of record, and says where the answers are not the table's. */
import { lengthHeader } from '#shared/protocol/document.ts';
import { appRouter } from '#server/router/app-router.ts';
import type { AccessRow, Relation } from '#server/router/access.ts';
import { absentLike, doorCases, procedureCases, type AccessCase } from './access-cases.ts';
import { relationOf, type AccessHouse, type Caller, type Named } from './access-house.ts';

export interface Table {
	procedures: Record<string, AccessRow>;
	doors: Record<string, AccessRow>;
}

const { procedures } = appRouter._def;
/** An answer as whoever asks can tell it from another: status, type and bytes. */
type Answer = string;

async function answerOf(
	house: AccessHouse,
	{ cookie }: Caller,
	path: string,
	init: RequestInit,
): Promise<Answer> {
	const headers = { ...init.headers, cookie };
	const response = await fetch(house.url + path, { ...init, headers, redirect: 'manual' });
	const type = response.headers.get('content-type') ?? '';
	if (type.startsWith('text/event-stream')) {
		await response.body?.cancel();
		return `${response.status} ${type}`;
	}
	return `${response.status} ${type} ${await response.text()}`;
}

function callProcedure(house: AccessHouse, caller: Caller, name: string, input: unknown): Promise<Answer> {
	const isQuery =
		(procedures as unknown as Record<string, { _def: { type: string } }>)[name]?._def.type !== 'mutation';
	const text = JSON.stringify(input);
	const search = input === undefined ? '' : `?input=${encodeURIComponent(text)}`;
	if (isQuery) return answerOf(house, caller, `/api/trpc/${name}${search}`, {});
	const headers = { 'content-type': 'application/json' };
	return answerOf(house, caller, `/api/trpc/${name}`, { method: 'POST', headers, body: text ?? '{}' });
}

function callDoor(house: AccessHouse, caller: Caller, door: string, call: unknown): Promise<Answer> {
	const [method, route] = door.split(' ') as [string, string];
	if (typeof call === 'object' && call !== null) {
		const { path, body } = call as { path: string; body: object };
		const headers = { 'content-type': 'application/json' };
		return answerOf(house, caller, path, { method, headers, body: JSON.stringify(body) });
	}
	const headers = { [lengthHeader]: '5000', 'content-type': 'application/octet-stream' };
	const asked = call === undefined ? route.replaceAll(/:\w+/g, 'f'.repeat(64)) : String(call);
	const device = route === '/api/events' ? `?device=${crypto.randomUUID()}` : '';
	const body = method === 'POST' ? { body: '' } : {};
	return answerOf(house, caller, asked + device, { method, headers, ...body });
}

const codeIn = (answer: Answer) => /"code":"([a-z.-]+)"/.exec(answer)?.[1] ?? null;
const neverAllowed = new Set([
	'request.not-found',
	'auth.required',
	'server.bug',
	'request.malformed',
	'request.too-many',
]);
/** What is called without a record is called with nothing: that it was not understood shows that it was let in. */
const neverLetIn = new Set(['request.not-found', 'auth.required', 'server.bug']);

interface Way {
	name: string;
	row: AccessRow;
	found: AccessCase | undefined;
	ask(caller: Caller, call?: unknown): Promise<Answer>;
	/** What is answered where there is nothing of that name. */
	nothing(caller: Caller): Promise<Answer>;
}

/** `only`: of these procedures and doors alone. */
export async function sweep(house: AccessHouse, table: Table, only?: readonly string[]): Promise<string[]> {
	const deviations = [...Object.keys(procedures)]
		.filter((name) => !table.procedures[name])
		.map((name) => `${name}: no row`);
	const ways: Way[] = [
		...Object.entries(table.procedures).map(([name, row]): Way => ({
			name,
			row,
			found: procedureCases[name],
			ask: (caller, call) => callProcedure(house, caller, name, call),
			nothing: (caller) => callProcedure(house, caller, 'no.such', undefined),
		})),
		...Object.entries(table.doors).map(([name, row]): Way => ({
			name,
			row,
			found: doorCases[name],
			ask: (caller, call) => callDoor(house, caller, name, call),
			nothing: (caller) => callDoor(house, caller, 'GET /api/no-such', undefined),
		})),
	];
	for (const way of ways) {
		if (only && !only.includes(way.name)) continue;
		await house.afterAWhile();
		if (!(way.name in procedures) && !way.name.includes(' '))
			deviations.push(`${way.name}: a row of nothing`);
		for (const caller of house.callers) {
			// Who signs out calls nothing more.
			if (way.name === 'account.signOut' && caller.actor) continue;
			for (const each of await sweepOne(house, way, caller))
				deviations.push(`${way.name}, ${caller.name}: ${each}`);
		}
	}
	return deviations;
}

async function sweepOne(house: AccessHouse, way: Way, caller: Caller): Promise<string[]> {
	const { row, found } = way;
	const may = relationsOf(row, caller);
	if (!may) return sweepClosed(house, way, caller);
	const relations = Object.values(row.may).flat();
	if (!found) {
		// Exchange and its like take records one by one: `access.test.ts` shows those apart.
		if (relations.every((one) => one === 'none') || way.name === 'sync.exchange')
			return letIn(await way.ask(caller));
		return ['no case says how it is called on a record'];
	}
	const deviations: string[] = [];
	for (const named of recordsFor(house, found, caller))
		deviations.push(...(await sweepRecord(way, caller, may, named)));
	return deviations;
}

function relationsOf(row: AccessRow, { actor }: Caller): readonly Relation[] | undefined {
	if (!actor) return row.isPublic ? ['none'] : undefined;
	const lacksSchool = row.needsSchool && actor.role === 'school-admin' && !actor.schoolCode;
	return lacksSchool ? undefined : row.may[actor.role];
}

const letIn = (answer: Answer) => {
	const code = codeIn(answer);
	return code !== null && neverLetIn.has(code) ? [`should be let in, and hears ${code}`] : [];
};

/** To a role that the row does not name: as if there were nothing, with nothing named and with a record that is there. */
async function sweepClosed(house: AccessHouse, way: Way, caller: Caller): Promise<string[]> {
	const { row, found } = way;
	const named = found ? recordsFor(house, found, caller).slice(0, 1) : [];
	const said = caller.actor ? row.says?.['other-role'] : 'auth.required';
	const nothing = said ? null : await way.nothing(caller);
	const deviations: string[] = [];
	for (const call of [undefined, ...named.map((each) => found!.call(each))]) {
		const answer = await way.ask(caller, call);
		const isRight = said ? codeIn(answer) === said : answer === nothing;
		if (!isRight) deviations.push(`should not exist, and answers ${answer.slice(0, 80)}`);
	}
	return deviations;
}

/** Their own, those of nobody here, and one other caller's. */
function recordsFor(house: AccessHouse, { of }: AccessCase, caller: Caller): Named[] {
	return house.named[of].filter(
		({ owner }) => owner === null || owner === caller.name || owner === 'clerk' || owner === 'student',
	);
}

async function sweepRecord(
	way: Way,
	caller: Caller,
	may: readonly Relation[],
	named: Named,
): Promise<string[]> {
	const relation = relationOf(caller, named);
	const call = way.found!.call;
	const absent = await way.ask(caller, call(absentLike(named)));
	const answer = await way.ask(caller, call(named));
	const code = codeIn(answer);
	const label = relation ?? 'mixed';
	if (codeIn(absent) === 'request.malformed' || codeIn(absent) === 'request.too-many') {
		return [`${label}: the case itself is wrong: ${absent.slice(0, 120)}`];
	}
	if (relation && may.includes(relation)) {
		const isAllowed = answer !== absent && !(code !== null && neverAllowed.has(code));
		return isAllowed ? [] : [`${label}: should be allowed, and hears ${answer.slice(0, 120)}`];
	}
	const toRole = caller.actor && way.row.saysTo?.[caller.actor.role];
	const said = relation && (toRole ?? way.row.says?.[relation]);
	const isRight = said ? code === said : answer === absent;
	return isRight ? [] : [`${label}: should look absent, and answers ${answer.slice(0, 120)}`];
}
