import type { Role } from '#shared/domain/account/role.ts';

/** On whose behalf a transaction runs. The store hands it to PostgreSQL, whose row-level security reads it. */
export type Actor =
	| { kind: 'anonymous' }
	/** The product itself: signing in, jobs, callbacks. */
	| { kind: 'system' }
	| { kind: 'account'; accountId: string; role: Role; schoolCode: string | null };

/** Somebody signed in. */
export type AccountActor = Extract<Actor, { kind: 'account' }>;
