import { open, readFile } from 'node:fs/promises';
import * as z from 'zod/mini';
import type { AuditHeadsPort } from '#server/usecase/audit/ports.ts';

const Head = z.object({ number: z.int(), hash: z.string(), atMs: z.number() });

/** Heads of the audit chain as lines of JSON in one file, flushed to the disk line by line. */
export function createAuditHeadsFile(file: string): AuditHeadsPort {
	return {
		async append(head) {
			const handle = await open(file, 'a');
			try {
				await handle.appendFile(`${JSON.stringify(head)}\n`);
				await handle.sync();
			} finally {
				await handle.close();
			}
		},
		async readAll() {
			const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
				if (error.code === 'ENOENT') return '';
				throw error;
			});
			return text
				.split('\n')
				.filter((line) => line !== '')
				.map((line) => Head.parse(JSON.parse(line)));
		},
	};
}
