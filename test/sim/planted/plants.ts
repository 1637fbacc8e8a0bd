/** All planted faults, by what they break. */
import { devicePlants } from './device-plants.ts';
import type { Plant } from './plant.ts';
import { decisionPlants } from './decision-plants.ts';
import { exchangePlants } from './exchange-plants.ts';

export const plants: readonly Plant[] = [...exchangePlants, ...devicePlants, ...decisionPlants];
