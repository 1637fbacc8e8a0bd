/** `policy decide`: cases a line in, answers a line out. */
import { once } from 'node:events';
import * as z from 'zod/mini';
import { answerLine, type DecideOptions } from './case.ts';

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
export async function decideAll(
	input: AsyncIterable<Uint8Array>,
	output: NodeJS.WritableStream,
	options: DecideOptions,
): Promise<boolean> {
	z.config(z.locales.en());
	let anyBad = false;
	for await (const line of linesOf(input)) {
		const answer = answerLine(line, options);
		if (!answer) continue;
		if ('error' in answer) anyBad = true;
		if (!output.write(`${JSON.stringify(answer)}\n`)) await once(output, 'drain');
	}
	return anyBad;
}
