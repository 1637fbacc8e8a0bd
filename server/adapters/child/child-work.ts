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
		const heap = `--max-old-space-size=${options.memoryMb}`;
		const started = fork(options.script, {
			execArgv: [heap, '--permission', '--allow-fs-read=*'],
			env: {},
			serialization: 'advanced',
			stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
		});
		// It holds up nobody who wants to end.
		started.unref();
		started.channel?.unref();
		started.once('exit', () => {
			if (child === started) child = null;
		});
		return (child = started);
	}

	function ask(input: In): Promise<Out> {
		const process = running();
		return new Promise((resolve, reject) => {
			const settle = (end: () => void) => {
				clearTimeout(late);
				process.off('message', onMessage).off('exit', onDeath).off('error', onDeath);
				end();
			};
			const onMessage = (answer: unknown) =>
				settle(() => {
					const said = answer as ChildAnswer<Out>;
					if ('bug' in said) return reject(new ChildFailure('bug', said.bug));
					peakMb = said.peakMb;
					resolve(said.value);
				});
			const onDeath = () => settle(() => reject(new ChildFailure('died')));
			const late = setTimeout(
				() =>
					settle(() => {
						process.kill('SIGKILL');
						if (child === process) child = null;
						reject(new ChildFailure('late'));
					}),
				options.timeoutMs,
			);
			process.on('message', onMessage).once('exit', onDeath).once('error', onDeath);
			process.send(input, (error) => error && onDeath());
		});
	}

	function letGo(): void {
		clearTimeout(idle);
		if (waiting > 0) return;
		idle = setTimeout(() => child?.kill(), idleMs).unref();
	}

	return {
		get peakMb() {
			return peakMb;
		},
		async run(input) {
			if (waiting > options.maxWaiting) throw new ChildFailure('busy');
			waiting += 1;
			clearTimeout(idle);
			const before = last;
			const job = before.then(() => ask(input));
			last = job.catch(() => undefined);
			try {
				return await job;
			} finally {
				waiting -= 1;
				letGo();
			}
		},
	};
}
