// Does what `typewriter update` does: checks the token, reads every plan, and writes code; prints what came as JSON.
const path = require('path')

const root = path.dirname(require.resolve('typewriter/package.json'))
const place = require.resolve('got', { paths: [root] })
const got = require(place)
require.cache[place].exports = (url, options) => got(url, { ...options, baseUrl: `${process.env.URL}/v1beta` })

const api = require('typewriter/dist/src/cli/api')
const { gen } = require('typewriter/dist/src/generators/gen')

const token = process.env.TOKEN
const options = {
  client: { sdk: 'analytics.js', language: 'typescript' },
  typewriterVersion: '7.4.1',
  isDevelopment: true,
}

async function build({ name }) {
  const plan = await api.fetchTrackingPlan({ ...api.parseTrackingPlanName(name), token })
  const newest = (one) => plan.rules.events.every((other) => one.name !== other.name || one.version >= other.version)
  const trackCalls = plan.rules.events
    .filter(newest)
    .map(({ name: title, description, rules }) => ({ ...rules, title, description }))
  const files = await gen({ url: api.toTrackingPlanURL(name), trackCalls }, options)
  return { events: api.computeDelta(undefined, plan).added, code: files[0].contents }
}

async function main() {
  const { isValid, workspace } = await api.validateToken(token)
  const refused = await api.validateToken('unknown')
  const plans = await api.fetchAllTrackingPlans({ token })
  const built = {}
  for (const plan of plans) built[plan.display_name] = await build(plan)
  console.log(JSON.stringify({ isValid, workspace: workspace.name, refused: !refused.isValid, built }))
}

main().catch((error) => {
  console.error(error)
  process.exit(1)
})
