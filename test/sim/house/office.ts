/** The office's server: the real HTTP app, router, use cases and jobs, on a store and outside services of the run. */
import { createHttpApp } from '#server/http/app.ts';
import { retentionClasses } from '#server/usecase/retention/classes.ts';
import { createBusinessDate } from '#server/usecase/moment/business-date.ts';
import type { AuditHead, AuditHeadsPort } from '#server/usecase/audit/ports.ts';
import type { Services, UnitOfWork } from '#server/usecase/ports.ts';
import { runJobsWhenNeeded } from './jobs.ts';
import { documentRefusal } from '#shared/domain/document/document-type.ts';
import type { Clock } from '#shared/std/clock.ts';
import type { Rng } from '../engine/rng.ts';
import { Process, type Scheduler } from '../engine/scheduler.ts';
import { gatewaySecret, type SimulatedGateway } from './gateway.ts';
import { incoming } from './incoming.ts';
import type { MemoryFiles } from './memory-files.ts';

const noPaper = () => Promise.reject(new Error('no paper is drawn here'));

export interface WireRequest {
	method: string;
	path: string;
	headers: Record<string, string>;
	body: string | Uint8Array | null;
	/** Of a body of bytes: the line breaks after so many. */
	cutAt?: number;
}

export interface WireResponse {
	status: number;
	headers: Record<string, string>;
	text: string;
	/** Of a file. */
	bytes?: Uint8Array;
	/** When the office began on it. */
	receivedAtMs: number;
}

export interface OfficeParts {
	scheduler: Scheduler;
	rng: Rng;
	uow: UnitOfWork;
	gateway: SimulatedGateway;
	files: MemoryFiles;
	register: Services['register'];
	onPoke(accountId: string, exceptDeviceId: string | null): void;
	onLog(line: string): void;
	/** Grows with every commit. */
	commits(): number;
	/** A process of this server has ended: what it had begun is undone. */
	onEnd(process: Process): void;
	variant?: ((services: Services) => Services) | undefined;
}

/** The place outside of the database for the audit's heads. */
function memoryHeads(): AuditHeadsPort & { heads: AuditHead[] } {
	const heads: AuditHead[] = [];
	return {
		heads,
		append: async (head) => void heads.push(head),
		last: async () => heads.at(-1) ?? null,
		readAll: async () => [...heads],
	};
}

const host = 'http://office.invalid';

export class Office {
	readonly heads = memoryHeads();
	/** Its clock, off by so much. */
	clockOffsetMs = 0;
	services!: Services;
	readonly #parts: OfficeParts;
	#app: ReturnType<typeof createHttpApp> | null = null;
	#jobs: Process | null = null;
	readonly #requests = new Map<Process, (error: Error) => void>();

	constructor(parts: OfficeParts) {
		this.#parts = parts;
	}

	get isUp(): boolean {
		return this.#app !== null;
	}

	/** Whether a request is under way. */
	get isBusy(): boolean {
		return this.#requests.size > 0;
	}

	async start(): Promise<void> {
		const { scheduler, rng, uow, gateway, files, register, onPoke, onLog, variant } = this.#parts;
		const clock: Clock = { nowMs: () => scheduler.nowMs + this.clockOffsetMs };
		const log = (fields: Record<string, unknown>, message: string) =>
			onLog(JSON.stringify({ ...fields, message }));
		const services: Services = {
			uow,
			clock,
			random: rng,
			businessDate: await createBusinessDate({ uow, clock, demoStartDate: '2022-10-15' }),
			logger: { info: log, warn: log, error: log },
			sms: { sendCode: async () => {}, sendNotice: async () => {} },
			register,
			gateway,
			push: null,
			sealing: null,
			secondFactor: null,
			staffSecondFactor: 'offered',
			pokes: {
				poke: (accountId, except) => onPoke(accountId, except ?? null),
				pokeSoon: (accountId) => void scheduler.after(1_500, () => onPoke(accountId, null), scheduler.world),
				endStreams: () => {},
				pokeAll: () => {},
			},
			auditHeads: { append: async () => {}, last: async () => null, readAll: async () => [] },
			papers: { receipt: noPaper, letter: noPaper, decision: noPaper },
			// A simulated photo is a few words behind the first bytes of one: its kind is looked at, no more.
			rosterReader: { read: async () => ({ failure: 'unreadable' }), peakMb: 0 },
			documentCheck: { refusalOf: async (bytes) => documentRefusal(bytes) },
			review: { holdMinutes: 30, samplePercent: 5 },
			claimReview: { workingDays: 30, secondPersonAboveFen: 500_000 },
			retentionDays: retentionClasses,
			documents: files.documents(),
			parts: files.partFiles(),
		};
		this.services = variant ? variant(services) : services;
		this.#app = createHttpApp({
			services: this.services,
			hub: { subscribe: () => () => {}, ...services.pokes } as never,
			probes: {} as never,
			publicUrl: host,
			isProduction: false,
			trustedProxies: 0,
			buildDir: '/nowhere',
			gatewaySecret,
			openSheet: () => {
				throw new Error('no clerk uploads here');
			},
		});
		this.#jobs = new Process('jobs');
		const jobs = this.#jobs;
		const { commits } = this.#parts;
		void scheduler.spawn(jobs, () =>
			runJobsWhenNeeded({ services: this.services, heads: this.heads, scheduler, commits }),
		);
	}

	/** Nothing of it runs on: transactions that have not committed are undone, callers lose their connection. */
	kill(): void {
		const { scheduler, onEnd } = this.#parts;
		this.#app = null;
		const processes = [...this.#requests.keys(), ...(this.#jobs ? [this.#jobs] : [])];
		for (const process of processes) {
			scheduler.kill(process);
			onEnd(process);
		}
		for (const lose of this.#requests.values()) lose(new TypeError('the connection was lost'));
		this.#requests.clear();
		this.#jobs = null;
	}

	/** One request; rejects where there is no server, or it ended before it answered. */
	handle(request: WireRequest): Promise<WireResponse> {
		const app = this.#app;
		const { scheduler } = this.#parts;
		if (!app) return Promise.reject(new TypeError('connection refused'));
		const process = new Process('request');
		const receivedAtMs = scheduler.nowMs;
		return new Promise((resolve, reject) => {
			this.#requests.set(process, reject);
			scheduler
				.spawn(process, async () => {
					const { method, path, headers, body, cutAt = null } = request;
					const bytes = body instanceof Uint8Array ? body : null;
					const sent = new Request(host + path, { method, headers, body: bytes ? null : (body as string) });
					const line = incoming(this.#parts, { bytes: bytes ?? new Uint8Array(), cutAt });
					return responseOf(await app.fetch(sent, { incoming: line }), receivedAtMs);
				})
				.then(resolve, reject)
				.finally(() => this.#requests.delete(process));
		});
	}

	/** One use case on behalf of somebody at a desk, as a request would run it. Null where there is no server. */
	act<T>(work: (services: Services) => Promise<T>): Promise<T | null> {
		if (!this.#app) return Promise.resolve(null);
		const process = new Process('desk');
		return new Promise((resolve, reject) => {
			this.#requests.set(process, () => resolve(null));
			this.#parts.scheduler
				.spawn(process, () => work(this.services))
				.then(resolve, reject)
				.finally(() => this.#requests.delete(process));
		});
	}
}

async function responseOf(response: Response, receivedAtMs: number): Promise<WireResponse> {
	const headers = Object.fromEntries(response.headers);
	const { status } = response;
	if (headers['content-type']?.includes('json')) {
		return { status, headers, text: await response.text(), receivedAtMs };
	}
	const bytes = new Uint8Array(await response.arrayBuffer());
	return { status, headers, text: Buffer.from(bytes).toString('latin1'), bytes, receivedAtMs };
}
