import type { LoggerPort } from './ports.ts';

const mostFrames = 12;

/** Reports a bug: where it broke, not what it said, since an error's words may quote what a person typed. */
export function reportBug(logger: LoggerPort, error: unknown, where: Record<string, unknown>): void {
	const { name, stack, code } = (error ?? {}) as { name?: unknown; stack?: string; code?: unknown };
	const frames = (stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '));
	const fields = { ...where, name: String(name), frames: frames.slice(0, mostFrames) };
	logger.error(typeof code === 'string' ? { ...fields, code } : fields, 'bug');
}
