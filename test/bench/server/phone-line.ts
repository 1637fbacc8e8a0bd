/** A phone as the server hears it: one connection kept open, JSON in gzip, numbered mutations. */
import { Agent, request } from 'node:http';
import { promisify } from 'node:util';
import { brotliDecompress, gzip } from 'node:zlib';
import type { ExchangeRequest } from '#shared/protocol/exchange.ts';
import { packExchange } from '#shared/protocol/packed.ts';
import { protocolVersion } from '#shared/protocol/version.ts';
import { newBenchId, type Member } from './office.ts';

const pack = promisify(gzip);
const unpack = promisify(brotliDecompress);

interface Answer {
	results: { status: string; code?: string; path?: string }[];
	changes: unknown[];
	cursor: string;
	more: boolean;
}

export class PhoneLine {
	readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
	readonly #url: string;
	readonly #member: Member;
	readonly device = newBenchId();
	#sequence = 0;
	cursor: string | null = null;

	constructor(url: string, member: Member) {
		this.#url = url;
		this.#member = member;
	}

	/** One mutation or query of the router. Throws when it is refused. */
	async call(procedure: string, input: unknown): Promise<unknown> {
		const text = JSON.stringify(input);
		const isLong = text.length > 1024;
		const body = isLong ? await pack(text, { level: 1 }) : Buffer.from(text);
		const headers = {
			'content-type': 'application/json',
			'content-length': body.length,
			'accept-encoding': 'br',
			cookie: this.#member.cookie,
			...(isLong ? { 'content-encoding': 'gzip' } : {}),
		};
		const answer = await this.#ask('POST', `/api/trpc/${procedure}`, headers, body);
		const reply = JSON.parse(answer) as { result?: { data: unknown }; error?: { message: string } };
		if (!reply.result) throw new Error(`${procedure} was refused: ${reply.error?.message}`);
		return reply.result.data;
	}

	/** One exchange; throws when any of the mutations is refused. */
	async exchange(mutations: unknown[]): Promise<Answer> {
		const firstSequence = this.#sequence + 1;
		const { cursor, device } = this;
		const request = { version: protocolVersion, device, firstSequence, mutations, cursor };
		const answer = (await this.call('sync.exchange', packExchange(request as ExchangeRequest))) as Answer;
		const refused = answer.results.find(({ status }) => status !== 'applied');
		if (refused) throw new Error(`refused: ${refused.code} ${refused.path}`);
		this.#sequence += mutations.length;
		this.cursor = answer.cursor;
		return answer;
	}

	/** A page that anybody may ask for. */
	async plain(address: string): Promise<void> {
		await this.#ask('GET', address, { 'accept-encoding': 'br' });
	}

	/** Reads on to the end of the feed. */
	async pullAll(): Promise<void> {
		while ((await this.exchange([])).more);
	}

	close(): void {
		this.#agent.destroy();
	}

	#ask(
		method: 'GET' | 'POST',
		address: string,
		headers: Record<string, string | number>,
		body?: Buffer,
	): Promise<string> {
		return new Promise((resolve, reject) => {
			const call = request(`${this.#url}${address}`, { method, agent: this.#agent, headers }, (answer) => {
				const parts: Buffer[] = [];
				answer.on('data', (part: Buffer) => parts.push(part));
				answer.on('error', reject);
				answer.on('end', () => {
					const bytes = Buffer.concat(parts);
					const isPacked = answer.headers['content-encoding'] === 'br';
					(isPacked ? unpack(bytes) : Promise.resolve(bytes)).then(
						(plain) => resolve(plain.toString()),
						reject,
					);
				});
			});
			call.on('error', reject);
			call.end(body);
		});
	}
}
