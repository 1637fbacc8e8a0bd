import { createRegisterHttp } from '#server/adapters/register-http.ts';
import { createSmsHttp } from '#server/adapters/sms-http.ts';
import { createTaxGateway } from '#server/adapters/tax-gateway-http.ts';
import { createPokeHub, type PokeHub } from '#server/http/poke-hub.ts';
import type { Database } from '#server/store/database.ts';
import { createUnitOfWork } from '#server/store/unit-of-work.ts';
import { createBusinessDate } from '#server/usecase/moment/business-date.ts';
import type { Services } from '#server/usecase/ports.ts';
import { systemClock, systemRandom } from '#shared/std/clock.ts';
import type { Config } from './config.ts';
import { createLogger } from './logger.ts';

/** Wires the ports to their drivers; a test may put its own in the place of any. */
export async function createServices(
	config: Config,
	database: Database,
	overrides: Partial<Services>,
): Promise<{ services: Services; hub: PokeHub }> {
	const clock = overrides.clock ?? systemClock;
	const logger = overrides.logger ?? createLogger(config.logLevel);
	const uow = createUnitOfWork(database);
	const hub = createPokeHub();
	const demoStartDate = config.mode === 'demo' ? config.demoStartDate : null;
	const payBaseUrl = config.mode === 'demo' ? config.gateway.payUrl : null;
	const services: Services = {
		uow,
		clock,
		random: systemRandom,
		logger,
		businessDate: await createBusinessDate({ uow, clock, demoStartDate }),
		sms: createSmsHttp(config.sms, logger),
		register: createRegisterHttp(config.register, logger),
		gateway: createTaxGateway({ ...config.gateway, payBaseUrl }, clock, logger),
		pokes: hub,
		...overrides,
	};
	return { services, hub };
}
