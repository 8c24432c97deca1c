# Builds the page where its sources changed, and turns what was built into C++.
#   cmake -DSOURCE=apps/studio -DASSETS=out.cpp -DSTAMP=out.stamp -DNODE=... -DNPM=... -P build_studio.cmake
# Without npm, or without a network and what it would fetch, the program is built all the same: with the
# page of an earlier build, or with one that says how to build it. Then there is no stamp, and the next
# build tries again. Errors in the page's own code do stop the build.
cmake_minimum_required(VERSION 3.25)

file(LOCK ${SOURCE}/.build.lock GUARD PROCESS TIMEOUT 600) # build folders share dist/

function(hash_of variable)
  set(all "")
  foreach(file IN LISTS ARGN)
    file(SHA256 ${file} hash)
    string(APPEND all "${file} ${hash}\n")
  endforeach()
  string(SHA256 all "${all}")
  set(${variable} ${all} PARENT_SCOPE)
endfunction()

function(matches variable file wanted)
  set(found "")
  if(EXISTS ${file})
    file(READ ${file} found)
  endif()
  if(found STREQUAL wanted)
    set(${variable} TRUE PARENT_SCOPE)
  else()
    set(${variable} FALSE PARENT_SCOPE)
  endif()
endfunction()

file(GLOB_RECURSE inputs ${SOURCE}/src/* ${SOURCE}/public/*)
list(APPEND inputs ${SOURCE}/index.html ${SOURCE}/package.json ${SOURCE}/package-lock.json
  ${SOURCE}/tsconfig.json ${SOURCE}/vite.config.ts)
list(SORT inputs)
hash_of(sources_hash ${inputs})
hash_of(lock_hash ${SOURCE}/package-lock.json)
matches(built ${SOURCE}/dist/.built-from ${sources_hash})
matches(installed ${SOURCE}/node_modules/.installed-from ${lock_hash})

set(missing "")
if(NOT NPM OR NOT NODE)
  set(missing "node and npm are not there: script/bootstrap installs them")
else()
  execute_process(COMMAND ${NODE} --version OUTPUT_VARIABLE version OUTPUT_STRIP_TRAILING_WHITESPACE)
  string(REGEX REPLACE "^v" "" version "${version}")
  if(version VERSION_LESS 18)
    set(missing "Node.js is ${version}: expected 18 or newer")
  endif()
endif()

if(NOT missing AND NOT installed)
  message(STATUS "The studio: npm ci (once, and when package-lock.json changes)")
  execute_process(
    COMMAND ${NPM} ci --no-audit --no-fund --loglevel=error --fetch-retries=1
    WORKING_DIRECTORY ${SOURCE} RESULT_VARIABLE failed OUTPUT_VARIABLE said ERROR_VARIABLE said)
  if(failed)
    set(missing "npm ci failed, without a network perhaps:\n${said}")
  else()
    file(WRITE ${SOURCE}/node_modules/.installed-from ${lock_hash})
  endif()
endif()

if(NOT missing AND NOT built)
  execute_process(
    COMMAND ${NPM} run build --silent
    WORKING_DIRECTORY ${SOURCE} RESULT_VARIABLE failed OUTPUT_VARIABLE said ERROR_VARIABLE said)
  if(failed)
    message(FATAL_ERROR "The studio could not be built:\n${said}")
  endif()
  file(WRITE ${SOURCE}/dist/.built-from ${sources_hash})
  set(built TRUE)
endif()

set(folder ${SOURCE}/dist)
if(NOT built)
  if(EXISTS ${folder}/index.html)
    set(instead "an earlier build of the page, which is out of date")
  else()
    set(instead "a page that says how to build it")
    get_filename_component(folder ${ASSETS} DIRECTORY)
    set(folder ${folder}/not_built)
    file(MAKE_DIRECTORY ${folder})
    file(COPY_FILE ${SOURCE}/embed/not_built.html ${folder}/index.html)
  endif()
  message(WARNING "THE STUDIO IS NOT BUILT. The program gets ${instead}.\nWhy: ${missing}\n"
    "With a network: cd apps/studio && npm ci && npm run build, then build again.")
endif()

include(${SOURCE}/embed/embed_studio.cmake)
embed_studio(${folder} ${ASSETS})

if(built)
  file(WRITE ${STAMP} ${sources_hash})
else()
  file(REMOVE ${STAMP})
endif()
