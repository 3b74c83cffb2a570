// On every page of somebody who logs: whose phone this is, what it needs for its next days, and the worker that opens the log
// without signal. Its words stand in [data-phone].

import { keepAnswersFresh } from "../../answers/kept.js";
import { freshFacts, knownFacts } from "../store/facts.js";
import { keep, kept, replace } from "../store/store.js";
import { keepWorker } from "./update.js";

const ON_THE_LOG = 3 * 60000;
const ELSEWHERE = 60 * 60000;

async function keepPerson({ person: id, name }) {
  const known = await kept("person");
  if (!known || known.id !== id) await keep("person", { id, name });
  await replace("facts", (facts) => (facts && facts.person.id !== id ? null : undefined)); // an earlier person's days
}

async function refresh({ person, onTheLog }) {
  const facts = await knownFacts(person);
  const age = facts ? Date.now() - facts.read : Infinity;
  if (age < 0 || age > (onTheLog === undefined ? ELSEWHERE : ON_THE_LOG)) await freshFacts();
  await keepAnswersFresh();
}

async function start(phone) {
  try {
    await keepPerson(phone.dataset);
    await refresh(phone.dataset);
  } catch {
    // A private window keeps nothing: the log's page says so itself.
  }
}

const phone = document.querySelector("[data-phone]");
if (phone) {
  keepWorker(phone);
  start(phone);
}
