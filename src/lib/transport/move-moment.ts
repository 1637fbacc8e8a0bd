import type { MomentPort } from '#lib/app/moment/ports.ts';
import type { Client } from './client.ts';
import { doneOf } from './refusals.ts';

/** Demo mode only. */
export function moveMoment(client: Client): MomentPort['move'] {
	return (date) => doneOf(() => client.demo.moveBusinessDate.mutate({ date }));
}
