/** All planted faults, by what they break. */
import { devicePlants } from './device-plants.ts';
import type { Plant } from './plant.ts';
import { moneyPlants } from './money-plants.ts';
import { decisionPlants } from './decision-plants.ts';
import { documentPlants } from './document-plants.ts';
import { exchangePlants } from './exchange-plants.ts';

export const plants: readonly Plant[] = [
	...exchangePlants,
	...devicePlants,
	...decisionPlants,
	...documentPlants,
	...moneyPlants,
];
