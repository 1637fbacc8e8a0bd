import { idPattern } from '#shared/std/id.ts';

/** Where a page ended: `ms.id`, as it was handed out with the page. Null for anything else: from the start. */
export function parseAfter(after: string | undefined): { atMs: number; id: string } | null {
	const [, atMs, id] = /^(\d{1,15})\.(.{36})$/.exec(after ?? '') ?? [];
	return atMs && id && idPattern.test(id) ? { atMs: Number(atMs), id } : null;
}
