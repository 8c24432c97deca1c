# continuo_module(NAME DEPS module... LIBS target...): the folder src/NAME as one static library, continuo_NAME, and its
# *_test.cpp files as one test program, NAME_test. SOURCES_EXTRA names files in sub-folders.
function(continuo_module name)
  cmake_parse_arguments(ARG "" "" "DEPS;LIBS;PRIVATE_LIBS;SOURCES_EXTRA" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  list(APPEND sources ${ARG_SOURCES_EXTRA})
  set(tests ${sources})
  list(FILTER sources EXCLUDE REGEX "_test\\.cpp$")
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")

  if(NOT sources)
    return()
  endif()
  add_library(continuo_${name} STATIC ${sources})
  target_include_directories(continuo_${name} PUBLIC ${CMAKE_SOURCE_DIR}/src)
  list(TRANSFORM ARG_DEPS PREPEND continuo_)
  target_link_libraries(continuo_${name} PUBLIC ${ARG_DEPS} ${ARG_LIBS} PRIVATE ${ARG_PRIVATE_LIBS})
  continuo_warnings(continuo_${name})

  if(CONTINUO_TESTS AND tests)
    add_executable(${name}_test ${tests})
    target_link_libraries(${name}_test PRIVATE continuo_${name} GTest::gtest_main)
    target_compile_definitions(
      ${name}_test PRIVATE CONTINUO_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
    continuo_warnings(${name}_test)
    # Tests are built more often than they run; what they call is optimised in full.
    target_compile_options(${name}_test PRIVATE $<$<CONFIG:Release>:-O1>)
    gtest_discover_tests(${name}_test DISCOVERY_TIMEOUT 60 PROPERTIES LABELS unit)
  endif()
endfunction()

function(continuo_warnings target)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wshadow -Wconversion -Wno-sign-conversion)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # GCC 12 sees overlapping copies in std::string's operator+ at -O3 (GCC bug 105651).
    target_compile_options(${target} PRIVATE -Wno-restrict)
  endif()
  if(CONTINUO_WERROR)
    target_compile_options(${target} PRIVATE -Werror)
  endif()
endfunction()
