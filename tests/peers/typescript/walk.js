// Calls every list and get, pages to the end, and prints what failed as JSON.
const { apis, described, ids } = require('./sdk.js')

const parameters = (method) =>
  /^function \(([^)]*)\)/
    .exec(method.toString())[1]
    .split(', ')
    .filter((name) => name && name !== 'options')

async function walk(api, name) {
  const names = parameters(api[name])
  const values = names.map((one) => (one.endsWith('agination') ? { count: 2 } : ids[`${name}.${one}`] ?? ids[one]))
  const paged = names.findIndex((one) => one.endsWith('agination'))
  for (let pages = 1; ; pages++) {
    const data = (await api[name](...values)).body.data
    const place = data.pagination || data.warehousesPagination
    if (paged < 0 || !place || place.next == null) return pages
    values[paged] = { count: 2, cursor: place.next }
  }
}

async function main() {
  const result = { calls: 0, pages: 0, failed: {} }
  for (const [owner, api] of Object.entries(apis)) {
    for (const name of Object.getOwnPropertyNames(Object.getPrototypeOf(api))) {
      if (!/^(list|get|echo)/.test(name)) continue
      result.calls += 1
      try {
        result.pages += await walk(api, name)
      } catch (error) {
        result.failed[`${owner}.${name}`] = described(error)
      }
    }
  }
  console.log(JSON.stringify(result))
}

main()
