import { RefusalError } from '#shared/errors/refusal.ts';
import { schemes, schemesInForce } from '#shared/policy/registry.ts';
import type { AccountActor } from '../actor.ts';
import type { Services } from '../ports.ts';
import type { RosterPlace } from './ports.ts';

/**
 * Whose roster it is: the administrator's own school's, for the scheme that is in force there, else the newest that names
 * it. Throws `request.not-found` to everybody else.
 */
export function ownRoster(services: Services, actor: AccountActor): RosterPlace & { insuranceYear: number } {
	const { schoolCode } = actor;
	const isNamed = ({ schools }: (typeof schemes)[number]) => schools.some(({ code }) => code === schoolCode);
	const now = schemesInForce(services.businessDate.today()).find(isNamed);
	const scheme = now ?? schemes.filter(isNamed).toSorted((a, b) => b.insuranceYear - a.insuranceYear)[0];
	if (actor.role !== 'school-admin' || !schoolCode || !scheme) {
		throw new RefusalError({ code: 'request.not-found' });
	}
	return { schoolCode, schemeId: scheme.id, insuranceYear: scheme.insuranceYear };
}
