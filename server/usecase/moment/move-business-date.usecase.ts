import type { IsoDate } from '#shared/std/date.ts';
import type { ServerMoment } from '#shared/protocol/exchange.ts';
import type { Services } from '../ports.ts';

/** Demo mode only (`demo.not-available` otherwise): every open device hears of the new date. */
export async function moveBusinessDate(services: Services, date: IsoDate): Promise<ServerMoment> {
	await services.businessDate.move(date);
	services.pokes.pokeAll();
	return services.businessDate.moment();
}
