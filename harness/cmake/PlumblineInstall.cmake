# Installs the libraries with their headers, the program, and what find_package(plumbline) needs.
include(CMakePackageConfigHelpers)
get_property(rooms GLOBAL PROPERTY PLUMBLINE_ROOMS)
install(TARGETS ${rooms} EXPORT plumbline FILE_SET HEADERS)
install(EXPORT plumbline NAMESPACE plumbline:: DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/plumbline FILE plumblineTargets.cmake)
configure_package_config_file(harness/cmake/plumblineConfig.cmake.in plumblineConfig.cmake
  INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/plumbline)
write_basic_package_version_file(plumblineConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/plumblineConfig.cmake ${PROJECT_BINARY_DIR}/plumblineConfigVersion.cmake
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/plumbline)
if(TARGET plumbline_app)
  install(TARGETS plumbline_app)
endif()
