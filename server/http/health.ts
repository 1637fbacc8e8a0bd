import type { Context } from 'hono';

/** What must answer before this server takes work, by name. */
export type Probes = Record<string, () => Promise<unknown>>;

const limitMs = 3_000;

/** 200 when every part answers in time, 503 with the names of those that do not. */
export function readyHandler(probes: Probes) {
	return async (c: Context): Promise<Response> => {
		const silent: string[] = [];
		for (const [name, probe] of Object.entries(probes)) {
			const inTime = await Promise.race([
				probe().then(
					() => true,
					() => false,
				),
				new Promise<boolean>((resolve) => setTimeout(resolve, limitMs, false).unref()),
			]);
			if (!inTime) silent.push(name);
		}
		return c.json({ ready: silent.length === 0, silent }, silent.length === 0 ? 200 : 503);
	};
}
