/**
 * `npm run -s policy -- decide`: one JSON case a line on standard input, one JSON answer a line, in order, on standard
 * output. Exit status 1 when any case was bad, 2 for a wrong command, else 0.
 */
import { once } from 'node:events';
import * as z from 'zod/mini';
import { answerLine } from './policy-case.ts';

/** Lines end with \n alone: node:readline also breaks at U+2028, which JSON allows within a string. */
async function* linesOf(input: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
	const decoder = new TextDecoder();
	let rest = '';
	for await (const chunk of input) {
		const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
		rest = lines.pop() ?? '';
		yield* lines;
	}
	yield rest + decoder.decode();
}

/** Answers as lines come; waits when the reader of the answers is slower. Returns whether any case was bad. */
async function decideAll(input: AsyncIterable<Uint8Array>, output: NodeJS.WritableStream): Promise<boolean> {
	let anyBad = false;
	for await (const line of linesOf(input)) {
		const answer = answerLine(line);
		if (!answer) continue;
		if ('error' in answer) anyBad = true;
		if (!output.write(`${JSON.stringify(answer)}\n`)) await once(output, 'drain');
	}
	return anyBad;
}

if (process.argv[2] === 'decide' && process.argv.length === 3) {
	z.config(z.locales.en());
	process.exitCode = (await decideAll(process.stdin, process.stdout)) ? 1 : 0;
} else {
	process.stderr.write('usage: npm run -s policy -- decide < cases.jsonl\n');
	process.exitCode = 2;
}
