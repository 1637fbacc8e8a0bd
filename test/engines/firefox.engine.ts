import { openFirefox } from '../support/engines/firefox.ts';
import { mainFlowIn } from './main-flow.ts';

mainFlowIn('Firefox ESR', openFirefox);
