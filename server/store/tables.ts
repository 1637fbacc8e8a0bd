import type { AccountTables } from './account-tables.ts';
import type { ClaimTables } from './claim-tables.ts';
import type { DeskTables } from './desk-tables.ts';
import type { DriveTables } from './drive-tables.ts';
import type { FlowTables } from './flow-tables.ts';
import type { OutcomeTables } from './outcome-tables.ts';
import type { NoticeTables } from './notice-tables.ts';
import type { StatementTables } from './statement-tables.ts';
import type { FeedbackTables } from './feedback-tables.ts';
import type { RetentionTables } from './retention-tables.ts';
import type { RosterTables } from './roster-tables.ts';
import type { StopTables } from './stop-tables.ts';
import type { WindowTables } from './window-tables.ts';

/** Every table, for kysely. `bigint` is a number (asserted to be safe), `date` is text `YYYY-MM-DD`, `uuid` is text. */
export interface Tables
	extends
		AccountTables,
		ClaimTables,
		DeskTables,
		DriveTables,
		FlowTables,
		NoticeTables,
		RetentionTables,
		OutcomeTables,
		RosterTables,
		StatementTables,
		StopTables,
		WindowTables,
		FeedbackTables {}
