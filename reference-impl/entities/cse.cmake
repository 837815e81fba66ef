# The hosting CSE.
foreach(header access_control cse_configuration cse_policy hosting_cse resource resource_tree)
  list(APPEND headers include/plumbline/entities/cse/${header}.hpp)
endforeach()
