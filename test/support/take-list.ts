/** A list that leaves a desk, as the desk takes it: begun, made, fetched part by part, settled. */
import { partRows } from '#shared/domain/roster/export.ts';
import type { ExportCardHead } from '#shared/protocol/list-export.ts';
import { makeLists } from '#server/usecase/export/make-lists.usecase.ts';
import type { Services } from '#server/usecase/ports.ts';

interface ListDoors<Actor, Row> {
	begin(id: string, actor?: Actor): Promise<ExportCardHead>;
	part(id: string, n: number, actor?: Actor): Promise<Row[]>;
	settle(id: string, actor?: Actor): Promise<ExportCardHead>;
}

export async function makeAllLists(services: Services): Promise<void> {
	while ((await makeLists({ services })) > 0);
}

export async function takeWhole<Actor, Row>(
	services: Services,
	{ begin, part, settle }: ListDoors<Actor, Row>,
	id: string,
	actor?: Actor,
): Promise<{ rows: Row[]; fingerprint: string | null }> {
	await begin(id, actor);
	await makeAllLists(services);
	const { rows: count, fingerprint } = await begin(id, actor);
	const parts: Row[][] = [];
	for (let n = 0; n * partRows < count; n++) parts.push(await part(id, n, actor));
	await settle(id, actor);
	return { rows: parts.flat(), fingerprint };
}
