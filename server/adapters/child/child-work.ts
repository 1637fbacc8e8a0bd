/*
 * Work that takes long, or reads what a stranger made, in a process of its own: the server's one thread goes on, and
 * what dies there dies alone. The process has no environment, may write no file and start nothing (Node's permission
 * model), and is killed when it is late or when it has been idle.
 */
import { fork, type ChildProcess } from 'node:child_process';

export interface ChildWorkOptions {
	/** The script; it calls `answerWork`. */
	script: URL;
	/** Of its heap; what else it may hold is its own code's affair. */
	memoryMb: number;
	/** Of one job. */
	timeoutMs: number;
	/** Jobs that may wait behind the one that runs. */
	maxWaiting: number;
}

/** What a process answers with. */
export type ChildAnswer<Out> = { value: Out; peakMb: number } | { bug: string };

/** `busy`: too many wait. `late`: killed after its time. `died`: it ended by itself, out of memory for one. */
export type ChildFailureKind = 'busy' | 'late' | 'died' | 'bug';

export class ChildFailure extends Error {
	readonly kind: ChildFailureKind;
	constructor(kind: ChildFailureKind, message: string = kind) {
		super(message);
		this.name = 'ChildFailure';
		this.kind = kind;
	}
}

export interface ChildWork<In, Out> {
	/** One job after the other. Rejects with ChildFailure. */
	run(input: In): Promise<Out>;
	/** The most memory that the process has held so far, MB; 0 before its first answer. */
	readonly peakMb: number;
}

/** A process that was idle for so long is let go: it holds some 80 MB. */
const idleMs = 60_000;

export function createChildWork<In extends object, Out>(options: ChildWorkOptions): ChildWork<In, Out> {
	let child: ChildProcess | null = null;
	let idle: NodeJS.Timeout | undefined;
	let waiting = 0;
	let peakMb = 0;
	let last: Promise<unknown> = Promise.resolve();

	function running(): ChildProcess {
		if (child?.connected) return child;
		const started = start(options);
		started.once('exit', () => {
			if (child === started) child = null;
		});
		return (child = started);
	}

	async function ask(input: In): Promise<Out> {
		const working = running();
		try {
			const answer = await answerOf<Out>(working, input, options.timeoutMs);
			if ('bug' in answer) throw new ChildFailure('bug', answer.bug);
			peakMb = answer.peakMb;
			return answer.value;
		} catch (error) {
			if (error instanceof ChildFailure && error.kind === 'late') {
				working.kill('SIGKILL');
				if (child === working) child = null;
			}
			throw error;
		}
	}

	return {
		get peakMb() {
			return peakMb;
		},
		async run(input) {
			if (waiting > options.maxWaiting) throw new ChildFailure('busy');
			waiting += 1;
			clearTimeout(idle);
			const job = last.then(() => ask(input));
			last = job.catch(() => undefined);
			try {
				return await job;
			} finally {
				waiting -= 1;
				clearTimeout(idle);
				if (waiting === 0) idle = setTimeout(() => child?.kill(), idleMs).unref();
			}
		},
	};
}

function start({ script, memoryMb }: ChildWorkOptions): ChildProcess {
	const started = fork(script, {
		execArgv: [`--max-old-space-size=${memoryMb}`, '--permission', '--allow-fs-read=*'],
		env: {},
		serialization: 'advanced',
		stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
	});
	// It holds up nobody who wants to end.
	started.unref();
	started.channel?.unref();
	return started;
}

/** Rejects with ChildFailure `late` or `died`. */
function answerOf<Out>(working: ChildProcess, input: object, timeoutMs: number): Promise<ChildAnswer<Out>> {
	return new Promise((resolve, reject) => {
		const settle = (end: () => void) => {
			clearTimeout(late);
			working.off('message', onMessage).off('exit', onDeath).off('error', onDeath);
			end();
		};
		const onMessage = (answer: unknown) => settle(() => resolve(answer as ChildAnswer<Out>));
		const onDeath = () => settle(() => reject(new ChildFailure('died')));
		const late = setTimeout(() => settle(() => reject(new ChildFailure('late'))), timeoutMs);
		working.on('message', onMessage).once('exit', onDeath).once('error', onDeath);
		working.send(input, (error) => error && onDeath());
	});
}
