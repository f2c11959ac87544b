// Every API class of the SDK, pointed at the sandbox; configureApis() offers only some of them.
const fs = require('fs')
const path = require('path')

const folder = path.join(path.dirname(require.resolve('@segment/public-api-sdk-typescript')), 'api')

exports.ids = JSON.parse(process.env.IDS)
exports.apis = {}
for (const file of fs.readdirSync(folder).filter((name) => name.endsWith('Api.js'))) {
  for (const [name, Api] of Object.entries(require(path.join(folder, file)))) {
    if (!name.endsWith('Api') || typeof Api !== 'function') continue
    exports.apis[name] = new Api(process.env.URL)
    exports.apis[name].accessToken = process.env.TOKEN
  }
}

exports.described = (error) =>
  error.statusCode ? `${error.statusCode} ${JSON.stringify(error.body)}` : error.message || String(error)
