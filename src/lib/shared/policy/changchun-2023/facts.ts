import type { Fact } from '../scheme.ts';
import { benefitFacts } from './facts-benefits.ts';
import { enrollmentFacts } from './facts-enrollment.ts';

/** Every clause that this scheme cites, by number. */
export const facts: Record<string, Fact> = { ...enrollmentFacts, ...benefitFacts };
