import type { Answer } from '#lib/app/app.ts';
import type { ServerMoment } from '#shared/protocol/exchange.ts';

/** The server's business date; transport implements it. */
export interface MomentPort {
	now(): Answer<ServerMoment>;
	move(date: string): Answer<null>;
}
