import type { Services, UnitOfWork } from '#server/usecase/ports.ts';
import type { MemoryDatabase } from '../store/memory-database.ts';
import type { TxVariant } from '../store/memory-store.ts';

/** Changes the text of one module of the product, in the process that runs the seed. */
export interface Patch {
	file: string;
	from: string;
	to: string;
}

/**
 * A fault put in on purpose: the run must find it. It changes a part of the simulation's composition, or, where it
 * lies within a function, that function's text.
 */
export interface Plant {
	name: string;
	/** What it does wrong, in a sentence. */
	words: string;
	/** The invariants of which it breaks one. */
	breaks: number[];
	/** A seed that finds it; the long run measures how many it takes from 1. */
	seed: number;
	/** Replaces parts of a transaction's store. */
	tx?: TxVariant;
	uow?: (uow: UnitOfWork, database: MemoryDatabase) => UnitOfWork;
	services?: (services: Services) => Services;
	patches?: Patch[];
}
