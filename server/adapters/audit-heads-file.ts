import { open, readFile, type FileHandle } from 'node:fs/promises';
import * as z from 'zod/mini';
import type { AuditHead, AuditHeadsPort } from '#server/usecase/audit/ports.ts';

const Head = z.object({ number: z.int(), hash: z.string(), atMs: z.number() });
/** Longer than any line: the last one is found without reading years of them. */
const tailBytes = 1_024;

function isMissing(error: unknown): boolean {
	return (error as NodeJS.ErrnoException).code === 'ENOENT';
}

/** The heads of a text, oldest first. A line that a crash or a full disk cut off is none. */
function headsIn(text: string): AuditHead[] {
	return text.split('\n').flatMap((line) => {
		try {
			const head = Head.safeParse(JSON.parse(line));
			return head.success ? [head.data] : [];
		} catch {
			return [];
		}
	});
}

async function tailOf(handle: FileHandle): Promise<string> {
	const { size } = await handle.stat();
	const from = Math.max(0, size - tailBytes);
	const { buffer, bytesRead } = await handle.read(Buffer.alloc(tailBytes), 0, tailBytes, from);
	return buffer.toString('utf8', 0, bytesRead);
}

/** Heads of the audit chain as lines of JSON in one file, flushed to the disk line by line. */
export function createAuditHeadsFile(file: string): AuditHeadsPort {
	return {
		async append(head) {
			const handle = await open(file, 'a+');
			try {
				const tail = await tailOf(handle);
				const newLine = tail === '' || tail.endsWith('\n') ? '' : '\n';
				await handle.appendFile(`${newLine}${JSON.stringify(head)}\n`);
				await handle.sync();
			} finally {
				await handle.close();
			}
		},
		async last() {
			const handle = await open(file, 'r').catch((error: unknown) => {
				if (isMissing(error)) return null;
				throw error;
			});
			if (!handle) return null;
			try {
				return headsIn(await tailOf(handle)).at(-1) ?? null;
			} finally {
				await handle.close();
			}
		},
		async readAll() {
			const text = await readFile(file, 'utf8').catch((error: unknown) => {
				if (isMissing(error)) return '';
				throw error;
			});
			return headsIn(text);
		},
	};
}
